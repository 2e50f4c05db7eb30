/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Everything of the data rooms that the window and the command line may use. */
#include "base/collation.h"
#include "base/datetime.h"
#include "base/error.h"
#include "base/json-writer.h"
#include "base/progress.h"
#include "base/text.h"
#include "base/uuid.h"
#include "base/value.h"
#include "gql/gql.h"
#include "repo/backup.h"
#include "repo/care.h"
#include "repo/change-many.h"
#include "repo/edit.h"
#include "repo/export.h"
#include "repo/file.h"
#include "repo/history.h"
#include "repo/list-filter.h"
#include "repo/views.h"
#include "schema/api.h"
#include "schema/registry.h"
