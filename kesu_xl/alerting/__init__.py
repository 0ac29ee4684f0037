"""Alerts: what somebody has to be told about a register's complaints, and whom. Values; `mail` sends them."""

from __future__ import annotations

from kesu_xl.alerting.alert import Action, Addressee, Alert, Kind, Place
from kesu_xl.alerting.people import addressed, handlers
from kesu_xl.alerting.raising import raised

__all__ = ["Action", "Addressee", "Alert", "Kind", "Place", "addressed", "handlers", "raised"]
