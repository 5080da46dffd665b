"""Where wallets and readers ask. No slash at the end: the standards name these addresses."""

from django.urls import path

from rekam.credentials.issuing import api

app_name = "issuer"

urlpatterns = [
    path(".well-known/openid-credential-issuer", api.issuer, name="issuer"),
    path(".well-known/oauth-authorization-server", api.authorisation_server, name="authorisation_server"),
    path(".well-known/jwt-vc-issuer", api.jwt_vc_issuer, name="jwt_vc_issuer"),
    path("ikd/jwks", api.key_set, name="key_set"),
    path("ikd/trust", api.trust, name="trust"),
    path("ikd/status/<int:number>", api.status, name="status"),
    path("ikd/offers/<str:reference>", api.offer, name="offer"),
    path("ikd/token", api.token, name="token"),
    path("ikd/nonce", api.nonce, name="nonce"),
    path("ikd/credential", api.credential, name="credential"),
    path("ikd/deferred", api.deferred, name="deferred"),
    path("ikd/notification", api.notification, name="notification"),
]
