"""Who uses the tracker, by what secrets, and how much of it."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.views.decorators.debug import sensitive_variables


class User(AbstractUser):
    """Somebody who may log in: our own model from the first migration, so that it can grow."""


class Scope(models.TextChoices):
    """What a token may do, as far as its user may; each includes the ones before it."""

    READ = "read", "Read"
    RECORD = "record", "Record, correct and withdraw statements"
    MANAGE = "manage", "Manage initiatives, milestones and provenance as well"

    def covers(self, needed: "Scope") -> bool:
        """Whether a token of this scope may do what needs that one."""
        ranks = list(Scope)
        return ranks.index(self) >= ranks.index(needed)


class ApiToken(models.Model):
    """A secret by which a program acts as its user, within a scope and for a time.

    Of the secret only its SHA-256 digest is kept. What makes passwords need a slow and salted hash
    is that they are guessed from lists; of these secrets 264 random bits are never shown, so no
    list has them and a stolen digest leads nowhere. A plain digest can be looked up in an index:
    nothing compares secrets, and how long it takes says nothing of them.
    """

    MARK = "trk_"  # by which people, and scanners of code, know a secret as one of ours
    RANDOM_BYTES = 39  # a multiple of 3: no bits to spare in base 64
    PREFIX_LENGTH = len(MARK) + 8
    DEFAULT_DAYS = 90
    MOST_DAYS = 365

    user = models.ForeignKey(
        User,
        models.CASCADE,
        related_name="api_tokens",
        help_text="Whoever acts by it: it may never do more than this user.",
    )
    name = models.CharField(
        max_length=100, help_text="What uses it, such as the program and its machine."
    )
    scope = models.CharField(max_length=6, choices=Scope)
    prefix = models.CharField(
        "begins with",
        max_length=PREFIX_LENGTH,
        unique=True,
        editable=False,
        help_text="The beginning of the secret, to tell tokens apart.",
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(editable=False)
    expires_at = models.DateTimeField(editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    last_used_on = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = "API token"
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="an_api_token_expires_after_it_is_made",
            ),
            models.CheckConstraint(
                condition=Q(scope__in=Scope.values), name="the_scope_of_an_api_token_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @sensitive_variables("secret")
    def issue(self, now: datetime, days: int = DEFAULT_DAYS) -> str:
        """The new token's secret; the token is saved, the secret nowhere."""
        if not 1 <= days <= self.MOST_DAYS:
            raise ValueError(f"A token is good for 1 to {self.MOST_DAYS} days.")
        secret = self.MARK + secrets.token_urlsafe(self.RANDOM_BYTES)
        self.prefix = secret[: self.PREFIX_LENGTH]
        self.digest = digest_of(secret)
        self.made_at = now
        self.expires_at = now + timedelta(days=days)
        self.save(force_insert=True)
        return secret

    def revoke(self, now: datetime) -> bool:
        """Make it good for nothing, at once and for ever; False if that was done before."""
        rows = ApiToken.objects.filter(pk=self.pk, revoked_at=None)
        return bool(rows.update(revoked_at=now))

    def is_good(self, now: datetime) -> bool:
        """Whether it may be used: neither revoked nor expired, and its user still active."""
        return self.revoked_at is None and now < self.expires_at and self.user.is_active


@sensitive_variables("secret")
def digest_of(secret: str) -> str:
    """What is kept of a token's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Throttle(models.Model):
    """How much of an allowance somebody has used up; whoever has no row has used up nothing.

    `tracker.api.throttling` counts with it. Names and addresses are not in it, only digests.
    """

    bucket = models.CharField(max_length=64, primary_key=True)
    # When the allowance will be whole again, in microseconds since 1970: whole numbers, as both
    # databases add and compare these alike.
    whole_at_us = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.bucket[:12]


class IdempotencyKey(models.Model):
    """What was done under a key that a client chose, and the reply to it; kept for a day.

    `tracker.api.idempotency` writes it, in the transaction of the work itself.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_index=True)

    # The reply; no status while it is being made
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_row_a_key_of_a_user")
        ]

    def __str__(self) -> str:
        return self.key
