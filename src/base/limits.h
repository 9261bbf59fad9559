/* limits.h - every bound in the program, with its reason.  Limits that decide a result count work
 * (bytes out, items, depth, rows), never time; time and memory are backstops.
 *
 * Most are constants.  Those of limits.def are the case's to set: they are read from ts_limit, which the parent takes from
 * case.toml and every worker from its set-up, before anything is read. */
#ifndef TS_BASE_LIMITS_H
#define TS_BASE_LIMITS_H

#include "base/bytes.h"

#define TS_KIB (UINT64_C(1) << 10)
#define TS_MIB (UINT64_C(1) << 20)
#define TS_GIB (UINT64_C(1) << 30)

typedef enum ts_limit_unit { TS_UNIT_NUMBER, TS_UNIT_BYTES } ts_limit_unit;

typedef struct ts_limits {
#define TS_LIMIT_ROW(name, unit, usual, least, most, text) uint64_t name;
#include "base/limits.def"
#undef TS_LIMIT_ROW
} ts_limits;
extern ts_limits ts_limit;
extern const ts_limits ts_limits_usual;

/* The i-th that can be set: its name, its usual value as people write it, and what it bounds; false: there is none. */
bool ts_limit_at(size_t i, const char **name, char usual[32], const char **text);
/* Sets one by its name and value as people write it ("4 GiB", "12").  TS_EUSAGE: no such limit, or out of its range. */
ts_err ts_limit_set(ts_limits *l, const char *name, const char *value);
/* Appends those that are not as usual: "depth = 20, member = 4 GiB". */
void ts_limits_tell(const ts_limits *l, ts_buf *out);

/* A segment's text; bigger texts are cut at a line or row end (decisions.md 8). */
#define TS_LIMIT_SEGMENT ((size_t)TS_MIB)
/* A cut without a line end repeats this much, so that a value on the border is seen whole. */
#define TS_LIMIT_OVERLAP ((size_t)(4 * TS_KIB))
/* A large text is cut at the first record from each multiple of this on, and read by several workers at once. */
#define TS_LIMIT_SLICE (16 * TS_MIB)
/* One field of a CSV; beyond it the opening quote is taken as stray. */
#define TS_LIMIT_FIELD ((size_t)TS_MIB)
/* Columns of one table: spreadsheets end at 16,384. */
#define TS_LIMIT_COLUMNS ((size_t)16384)
/* Columns that get a role; those beyond are scanned as text. */
#define TS_LIMIT_ROLE_COLUMNS ((size_t)512)
/* Containers inside containers. */
#define TS_LIMIT_DEPTH (ts_limit.depth)
/* Members of one container. */
#define TS_LIMIT_MEMBERS (ts_limit.members)
/* Bytes of one unpacked member. */
#define TS_LIMIT_MEMBER (ts_limit.member)
/* Bytes unpacked from one top-level item. */
#define TS_LIMIT_ROOT_OUT (ts_limit.unpacked)
/* Everything unpacked below one top-level file against its size, once it is past the first number:
 * layers of archives multiply ratios, and a quine never ends. */
#define TS_LIMIT_ROOT_RATIO_FROM (1 * TS_GIB)
#define TS_LIMIT_ROOT_RATIO (ts_limit.unpacked_ratio)
/* Unpacked / packed, counted over one container once it has given TS_LIMIT_RATIO_FROM bytes.
 * Deflate's own bound is 1032; layers multiply. */
#define TS_LIMIT_RATIO (ts_limit.ratio)
#define TS_LIMIT_RATIO_FROM (64 * TS_MIB)
/* What a format that needs its whole file in memory may take. */
#define TS_LIMIT_WHOLE (ts_limit.whole)
/* What the parent keeps of unpacked members waiting for a worker. */
#define TS_LIMIT_WAITING (1 * TS_GIB)
/* A larger member stands on the disk, covered, while it is read; and what stands there before no more is unpacked. */
#define TS_LIMIT_SPOOL_FROM (256 * TS_MIB)
#define TS_LIMIT_SPOOLED (16 * TS_GIB)
/* What the parent keeps of replies of slices whose turn has not come. */
#define TS_LIMIT_HELD ((size_t)(256 * TS_MIB))
/* A batch of small items for one worker process (decisions.md 6); borders depend on content only. */
#define TS_LIMIT_BATCH_ITEMS 512
#define TS_LIMIT_BATCH_BYTES (64 * TS_MIB)
/* Parts that a file was cut into and is read from: a descriptor each goes along with the job, and one message takes 253
 * of them (SCM_MAX_FD), one of which is the reply's pipe. */
#define TS_LIMIT_PARTS 249
/* One frame between worker and parent. */
#define TS_LIMIT_FRAME ((size_t)TS_MIB)
/* What one item may send back: a multiple of its bytes plus a constant. */
#define TS_LIMIT_REPLY_RATIO 64
#define TS_LIMIT_REPLY_FROM (64 * TS_MIB)
/* Backstops of a worker process: address space, CPU seconds, and silence in seconds. */
#define TS_LIMIT_WORKER_MEMORY (ts_limit.memory)
#define TS_LIMIT_WORKER_CPU (ts_limit.seconds)
#define TS_LIMIT_WORKER_SILENCE (ts_limit.silence)
/* The same where pictures are read: the fullest page that is read at all takes about a minute of a slow core, and
 * says nothing before it is through. */
#define TS_LIMIT_OCR_CPU 300
#define TS_LIMIT_OCR_SILENCE 300
/* Pixels of one picture before it is decoded: A3 at 600 dots an inch has 70 million. */
#define TS_LIMIT_PIXELS (ts_limit.pixels)
/* Pixels that are given to the engine: A3 at 300 dots an inch has 17 million; a larger picture is made smaller. */
#define TS_LIMIT_OCR_PIXELS ((uint64_t)20000000)
/* Pictures that wait for a worker, each with an open file, before they go before anything else. */
#define TS_LIMIT_OCR_WAITING ((size_t)256)
/* Words beside the pixels of one picture, packed ones as they unpack: notes of a program with a whole history of changes in them
 * have some MiB, but one value may be named a thousand times.  Directories of EXIF: a camera writes three. */
#define TS_LIMIT_NOTES ((size_t)(16 * TS_MIB))
#define TS_LIMIT_EXIF_DIRECTORIES 64
/* Pages of one PDF; text of one page. */
#define TS_LIMIT_PAGES (ts_limit.pages)
/* Pictures on a page of a PDF that are laid together: A4 at 300 dots an inch in strips of eight rows has 439.  The library
 * goes through all pictures of a page to find one, so the work grows with the square: how often it may pass a picture in one
 * document, 75 seconds of a slow core. */
#define TS_LIMIT_PDF_PICTURES ((size_t)512)
#define TS_LIMIT_PDF_STEPS ((uint64_t)8000000)
/* Nesting of MIME parts, and parts of one mail. */
#define TS_LIMIT_MAIL_DEPTH 16
#define TS_LIMIT_MAIL_PARTS 4096
/* One field of a mail's header that is held: ten thousand addressees have 400 kB.  A boundary: a line has 998 bytes at most. */
#define TS_LIMIT_MAIL_FIELD ((size_t)TS_MIB)
#define TS_LIMIT_MAIL_BOUNDARY 1000
/* Groups of a rich text inside one another: programs write some tens. */
#define TS_LIMIT_GROUPS 1000
/* One row of a SQLite database, and all statements of its schema: its own limit for a row is 10^9 bytes. */
#define TS_LIMIT_SQLITE_ROW (256 * TS_MIB)
#define TS_LIMIT_SQLITE_SCHEMA (64 * TS_MIB)
/* What is held of one HL7 message, with the documents in it; beyond it the rest counts as one more. */
#define TS_LIMIT_HL7_MESSAGE ((size_t)(64 * TS_MIB))
/* Sequences of a DICOM object inside one another; one frame's bytes; frames of one object that are looked at: what is burned
 * into a film stands on each. */
#define TS_LIMIT_DICOM_DEPTH 16
#define TS_LIMIT_DICOM_FRAME (64 * TS_MIB)
#define TS_LIMIT_DICOM_FRAMES 8
/* One value of a DICOM object that is held; longer ones go out in pieces. */
#define TS_LIMIT_DICOM_VALUE ((size_t)(64 * TS_KIB))
/* Elements of an XML text inside one another whose names are told apart: formats nest some tens. */
#define TS_LIMIT_ELEMENTS 256
/* Paths of an XML text that are told apart: schemas have some thousands. */
#define TS_LIMIT_XML_NODES ((size_t)65536)
/* One record of an XML text; beyond it the rest of the record goes out as text. */
#define TS_LIMIT_XML_RECORD ((size_t)(16 * TS_MIB))
/* Bytes that cells and rows of a spreadsheet give which stand in the file once with a number how often. */
#define TS_LIMIT_REPEATS (16 * TS_MIB)
/* Bytes that a binary property list gives, against its size, from TS_LIMIT_RATIO_FROM on: a value stands in it once,
 * however often it is named, and each line repeats its keys. */
#define TS_LIMIT_BPLIST_RATIO 128
/* Blocks of one node of a mail store: an attachment of 8 GiB; nodes below one: a mail's attachments and long values. */
#define TS_LIMIT_PST_BLOCKS ((size_t)1 << 20)
#define TS_LIMIT_PST_SUBNODES ((size_t)65536)
/* Blocks, and nodes, gathered from a damaged mail store: 8 million blocks are 64 GB of mail, and 384 MiB here. */
#define TS_LIMIT_PST_FOUND ((size_t)8 << 20)
/* Bytes of blocks read from a mail store, against its size: each is read two or three times, but a tree may name one
 * block a million times. */
#define TS_LIMIT_PST_WORK 32
#define TS_LIMIT_PST_WORK_FROM (64 * TS_MIB)
/* Bytes of a file found inside a blob that nobody reads, where its own bytes do not say how many it has; and how many such
 * files are given: beyond them the signs are noise, or a trap. */
#define TS_LIMIT_CARVED (64 * TS_MIB)
#define TS_LIMIT_CARVED_FILES 10000
/* A file up to this size may be what a gang shows as proof, and is read first where that is asked for. */
#define TS_LIMIT_FIRST_PROOF (32 * TS_MIB)
/* Pictures that come first though no name calls them proof: some two minutes of one worker.  More are a store of scans. */
#define TS_LIMIT_FIRST_PICTURES 64
/* Slices of a large text that are read before the rest, where that is asked for: 128 MiB, a second or a few of one worker.  A
 * text of less than twice as many is read as a whole. */
#define TS_LIMIT_FIRST_SLICES 8
/* Texts whose rest waits behind their samples: two descriptors each, of which a process may have as few as 1024. */
#define TS_LIMIT_FIRST_LARGE 128
/* Passwords that are tried on what is locked, and bytes of one: each costs a try on every locked item. */
#define TS_LIMIT_PASSWORDS ((size_t)2000)
#define TS_LIMIT_PASSWORD ((size_t)512)
/* Steps of a hash that one item may cost to try passwords on: some 20 seconds, well within a worker's silence.  Office
 * asks for 100,000 a password, WinZip for 2,000. */
#define TS_LIMIT_UNLOCK ((uint64_t)40000000)
/* A path or member name that is kept. */
#define TS_LIMIT_NAME ((size_t)4096)
/* A pack of kinds that a user adds, packs of a run, patterns in all of them, bytes of one, and places in all of them, each
 * repeat counted out (16 bytes a place, and the work of a step where nothing of it is known yet). */
#define TS_LIMIT_PACK ((size_t)(4 * TS_MIB))
#define TS_LIMIT_PACKS 16
#define TS_LIMIT_PACK_PATTERNS 10000
#define TS_LIMIT_PACK_PATTERN ((size_t)2000)
#define TS_LIMIT_PACK_NODES ((size_t)500000)
/* Files that one export of a system may come in, and tables of one that are told apart. */
#define TS_LIMIT_EXPORT_PARTS 256
#define TS_LIMIT_EXPORT_TABLES ((size_t)4096)
/* A file of claims (a tracker's whole archive has some 30 MB), claims of a case, assertions of one, and bytes of its text. */
#define TS_LIMIT_CLAIM_FILE ((size_t)(256 * TS_MIB))
#define TS_LIMIT_CLAIMS 100
#define TS_LIMIT_ASSERTIONS 64
#define TS_LIMIT_CLAIM_TEXT ((size_t)(64 * TS_KIB))
/* Candidates compared for one sighting. */
#define TS_LIMIT_CANDIDATES 64

#endif
