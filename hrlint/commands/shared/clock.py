"""What day it is, for acceptances that expire."""

from __future__ import annotations

import os
from datetime import date, datetime, timezone


def today() -> date:
    """The day, in UTC; that of SOURCE_DATE_EPOCH where a build wants the same result on every day."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), timezone.utc) if epoch.isdigit() and len(epoch) < 12 else datetime.now(timezone.utc)
    return moment.date()
