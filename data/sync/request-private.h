/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/json-writer.h"
#include "sync/request.h"

G_BEGIN_DECLS

/* Names under which the parts of an error are asked for, so that they meet no field of a record. */
#define UOIS_REQUEST_ERROR_MESSAGE "errorMessage"
#define UOIS_REQUEST_ERROR_CODE "errorCode"
#define UOIS_REQUEST_ERROR_ENTITY "errorEntity"

/**
 * UoisComposer: an operation while it is put together.
 * @declarations: of the variables, "$id: UUID!"
 * @arguments: of the root field, "id: $id"
 * @variables: their values, an open JSON object
 */
typedef struct
{
  GString *declarations;
  GString *arguments;
  UoisJsonWriter variables;
} UoisComposer;

void uois_composer_init (UoisComposer *composer);
void uois_composer_clear (UoisComposer *composer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UoisComposer, uois_composer_clear)

/* An argument by a variable of the same name; its value is to be written to the variables next. */
void uois_composer_add (UoisComposer *composer, const char *name, const char *type);
/* `@operation @name(…) { root(…) { @selection } }` */
void uois_composer_finish (
    UoisComposer *composer, UoisRequest *request, const char *operation, const char *name, const char *selection);
/* All that can be read of a record. */
void uois_composer_append_selection (GString *text, const UoisDialectType *type);

/* @type: (nullable) */
UoisRequest *uois_request_new (UoisRequestKind kind, const UoisDialectType *type, const char *root);

G_END_DECLS
