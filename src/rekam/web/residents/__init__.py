"""The pages of residents' accounts: entering, "Akun saya", and the code that an officer hands out."""
