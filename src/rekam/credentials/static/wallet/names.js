// What cards and their elements are called; as in docs/reference/credential-claims.md.

import { day, t } from "./words.js";

export const cardName = (kind) =>
  ({
    ktp: t("KTP-el"),
    kk: t("Kartu Keluarga"),
    kia: t("Kartu Identitas Anak"),
    umur: t("Bukti umur 17 tahun"),
  })[kind] ?? kind;

const elements = () => ({
  nik: t("NIK"),
  nama: t("Nama"),
  tempat_lahir: t("Tempat lahir"),
  tanggal_lahir: t("Tanggal lahir"),
  jenis_kelamin: t("Jenis kelamin"),
  golongan_darah: t("Golongan darah"),
  alamat: t("Alamat"),
  rt: t("RT"),
  rw: t("RW"),
  kelurahan_desa: t("Kelurahan atau desa"),
  kecamatan: t("Kecamatan"),
  kabupaten_kota: t("Kabupaten atau kota"),
  provinsi: t("Provinsi"),
  agama: t("Agama"),
  status_perkawinan: t("Status perkawinan"),
  pekerjaan: t("Pekerjaan"),
  kewarganegaraan: t("Kewarganegaraan"),
  berlaku_hingga: t("Berlaku hingga"),
  foto: t("Foto"),
  age_over_17: t("Berumur 17 tahun atau lebih: ya atau tidak, tanpa tanggal lahir"),
  nomor_kk: t("Nomor KK"),
  kepala_keluarga: t("Kepala keluarga"),
  nomor_akta_lahir: t("Nomor akta lahir"),
  anggota: t("Anggota keluarga"),
  cara_terbit: t("Diterbitkan"),
  hubungan: t("Hubungan keluarga"),
});

export const elementName = (name) => elements()[name] ?? name;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export function valueText(value) {
  if (value === true) return t("Ya");
  if (value === false) return t("Tidak");
  if (value === "L") return t("Laki-laki");
  if (value === "P") return t("Perempuan");
  if (value in ways()) return ways()[value];
  return typeof value === "string" && DATE.test(value) ? day(new Date(`${value}T12:00:00`)) : value;
}

// cara_terbit, as rekam.credentials.issuing.ways tells it.
const ways = () => ({
  tatap_muka: t("Tatap muka di kantor"),
  tatap_muka_desa: t("Tatap muka di desa atau kelurahan"),
  akun_terhubung: t("Dari akun yang terhubung"),
  jarak_jauh: t("Jarak jauh, dengan petugas"),
});

// What went wrong, and what to do now.
export function sentence(error) {
  const known = {
    offer_unreadable: t("Ini bukan kode KTP digital. Pindai kode di layar petugas, atau tempel tautannya."),
    offer_of_another_office: t("Kode ini dari kantor lain. Buka dompet kantor yang menerbitkannya."),
    offer_over: t("Kode ini sudah dipakai atau lewat lima menit. Minta kode baru."),
    invalid_grant: t("Angka itu salah, atau kodenya sudah dipakai. Setelah tiga kali salah, minta kode baru."),
    credential_request_denied: t("Kantor belum dapat menerbitkan kartu ini. Tanyakan di loket atau di akun Anda."),
    request_unreadable: t("Ini bukan permintaan untuk dompet."),
    request_over: t("Permintaan ini sudah lewat. Minta layanan itu mengulanginya."),
    request_forged: t("Permintaan ini tidak sah dan ditolak. Tidak ada yang dikirim. Jangan ulangi lewat tautan yang sama."),
    request_stranger: t("Yang meminta tidak terdaftar pada kantor, jadi dompet ini tidak menjawabnya. Tidak ada yang dikirim."),
    answer_refused: t("Layanan itu tidak menerima jawabannya. Minta mereka mengulang permintaan."),
    answer_untold: t("Dompet ini mengirim jawaban, tetapi tidak mendengar apakah sampai. Lihat layar layanan itu; bila belum, minta mereka mengulang."),
    wallet_too_many: t("Terlalu banyak dompet dibuat dari jaringan ini. Coba lagi satu jam lagi."),
  };
  return known[error.code] ?? t("Kantor tidak menjawab seperti seharusnya. Yang ada di telepon ini aman; coba lagi nanti.");
}

// The old phone of somebody who took a new one.
export const moved = (on) => t("Kartu Anda sudah pindah ke telepon lain pada {day}. Yang ada di sini tidak berlaku lagi.", { day: day(new Date(`${on}T12:00:00`)) });
export const again = () => t("Mau di telepon ini lagi? Minta kode baru di akun Anda dengan kunci sandi, atau di kantor kelurahan: satu menit, gratis.");

export const away = () => t("Tidak ada sambungan ke kantor. Yang ada di telepon ini aman; coba lagi bila ada jaringan.");
