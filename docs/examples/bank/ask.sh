#!/bin/sh
# Ask the office whether what you hold of a person is as recorded; needs openssl and curl alone.
#
#   sh ask.sh client.json question.json
set -eu
client=$1 question=$2 key=$(dirname "$1")/key.pem

told() { sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" "$2"; }
b64() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
random() { openssl rand -hex 16; }

# ES256 wants r and s, 32 bytes each; openssl writes them as DER.
raw() {
    openssl asn1parse -inform DER | sed -n 's/.*INTEGER *://p' | while read -r number; do
        printf '%64s\n' "$number" | tr ' ' 0
    done | sed 's/../\\x&/g' | while read -r bytes; do /usr/bin/printf "$bytes"; done
}
sign() { # header, claims
    body=$(printf %s "$1" | b64).$(printf %s "$2" | b64)
    printf %s "$body.$(printf %s "$body" | openssl dgst -sha256 -sign "$key" | raw | b64)"
}

id=$(told client_id "$client") address=$(told address "$client") audience=$(told audience "$client")
now=$(date +%s)

# Who we are: a JWT by our key (RFC 7523).
assertion=$(sign '{"alg":"ES256","typ":"JWT"}' "{\"iss\":\"$id\",\"sub\":\"$id\",\"aud\":\"$audience/token\",\"iat\":$now,\"exp\":$((now + 120)),\"jti\":\"$(random)\"}")
curl -sS --fail-with-body "$address/token" -o token.answer \
    -d grant_type=client_credentials \
    -d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \
    -d client_assertion="$assertion"
token=$(told access_token token.answer)
rm token.answer

# What has samples of a face or fingers is a comparison.
path=/questions
if grep -q '"samples"' "$question"; then path=/comparisons; fi

# Each request is signed by the key to which the token belongs (DPoP, RFC 9449).
point=$(openssl ec -in "$key" -pubout -outform DER 2>/dev/null | tail -c 64 | openssl base64 -A)
x=$(printf %s "$point" | openssl base64 -d -A | head -c 32 | b64)
y=$(printf %s "$point" | openssl base64 -d -A | tail -c 32 | b64)
ath=$(printf %s "$token" | openssl dgst -sha256 -binary | b64)
proof=$(sign "{\"alg\":\"ES256\",\"typ\":\"dpop+jwt\",\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"$x\",\"y\":\"$y\"}}" "{\"htm\":\"POST\",\"htu\":\"$audience$path\",\"iat\":$now,\"jti\":\"$(random)\",\"ath\":\"$ath\"}")
curl -sS --fail-with-body "$address$path" \
    -H "Authorization: DPoP $token" -H "DPoP: $proof" -H 'Content-Type: application/json' \
    --data-binary "@$question"
echo
