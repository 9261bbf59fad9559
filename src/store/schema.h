/* schema.h - the numbered steps from an empty database to the newest schema. */
#ifndef TS_STORE_SCHEMA_H
#define TS_STORE_SCHEMA_H

enum { TS_SCHEMA_VERSION = 7 };
/* Step i leads from version i to i + 1.  A step that was released is never edited, only followed. */
extern const char *const ts_schema_step[TS_SCHEMA_VERSION];

#endif
