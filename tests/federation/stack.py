# SPDX-License-Identifier: GPL-3.0-or-later
"""What is irregular in the stack."""

# Which service a type belongs to: only inside of one are references checked.
SERVICES = {
    "ug": "User Group GroupType GroupCategory Membership Role RoleType RoleCategory",
    "events": "Event EventType InvitationType Presence PresenceType",
    "externalids": "ExternalId ExternalIdType ExternalIdCategory",
    "publications": "Publication PublicationAuthor PublicationType",
    "facilities": "Facility FacilityType",
}
SERVICE_OF = {f"{name}GQLModel": service for service, names in SERVICES.items() for name in names.split()}
# Inputs whose field has another name than the rule says.
FIELD_OF = {"typeidId": "type", "eventtypeId": "eventType", "mastereventId": "masterEvent", "facilityId": "facility"}
# Lists of links, which have no type: by the argument of their mutations.
LINKS = {"eventGroup": ("EventGQLModel", "eventId", "groups", "groupId", "GroupGQLModel", "events")}
AUDIT = ("createdby", "changedby", "rbacobject")
# Inserted once: what has the same values is not inserted again.
UNIQUE = {"ExternalIdGQLModel": ("innerId", "type", "outerId")}


class Refusal(Exception):
    """An exception of a resolver: its text becomes an error of GraphQL."""
