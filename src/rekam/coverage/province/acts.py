"""What this part's actions mean; none of them touches a person's data."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "coverage.area_kind_set": Act(words=lazy("Provinsi menandai wilayah terpencil, perbatasan atau pesisir")),
    "coverage.area_kind_withdrawn": Act(words=lazy("Provinsi menarik tanda sebuah wilayah")),
}
