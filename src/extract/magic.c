/* magic.c - types of files that no reader here opens, by how they begin (RFC 9559, ISO/IEC 14496-12, Microsoft's PE format,
 * the System V ABI, and each program's own documentation).  A name here is no claim to read anything. */
#include "extract/magic.h"

#include "extract/extractor.h"

#define AT(at, bytes, name) \
    { at, sizeof bytes - 1, bytes, name }

static const struct {
    size_t at, len;
    const char *bytes, *name;
} types[] = {
    AT(0,
       "\x7F"
       "ELF",
       "elf"),
    AT(0, "\xCA\xFE\xBA\xBE", "class"),
    AT(0, "\xCF\xFA\xED\xFE", "macho"),
    AT(0, "\xFE\xED\xFA\xCF", "macho"),
    AT(0, "\0asm", "wasm"),
    AT(0, "ITSF", "chm"),
    AT(0, "L\0\0\0\1\x14\2\0", "lnk"),
    AT(0, "regf", "registry"),
    AT(0, "ElfFile\0", "evtx"),
    AT(0, "MDMP", "minidump"),
    AT(0, "PAGEDU", "crashdump"),
    AT(8, "AVI ", "avi"),
    AT(8, "WAVE", "wav"),
    AT(0, "\x1A\x45\xDF\xA3", "matroska"),
    AT(0, "ID3", "mp3"),
    AT(0, "\xFF\xFB", "mp3"),
    AT(0, "\xFF\xF3", "mp3"),
    AT(0, "OggS", "ogg"),
    AT(0, "fLaC", "flac"),
    AT(0, "#!AMR", "amr"),
    AT(0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11", "asf"),
    AT(0, "FLV\1", "flv"),
    AT(0, "\0\0\1\xBA", "mpeg"),
    AT(0, "\0\0\1\xB3", "mpeg"),
    AT(0, "FWS", "flash"),
    AT(0, "CWS", "flash"),
    AT(0, "\0\1\0\0\0", "font"),
    AT(0, "OTTO\0", "font"),
    AT(0, "ttcf", "font"),
    AT(0, "wOFF", "font"),
    AT(0, "wOF2", "font"),
    AT(34, "LP", "font"), /* embedded OpenType; asked for more below */
    AT(0, "8BPS\0\1", "photoshop"),
    AT(0, "AC10", "dwg"),
    AT(0, "\xD7\xCD\xC6\x9A", "wmf"),
    AT(40, " EMF", "emf"),
    AT(0, "gimp xcf", "xcf"),
    AT(0, "glTF", "gltf"),
    AT(128, "DICM", "dicom"),
    AT(0, "SIMPLE  =", "fits"),
    AT(0, "\x89HDF\r\n\x1A\n", "hdf5"),
    AT(0, "CDF\1", "netcdf"),
    AT(0, "CDF\2", "netcdf"),
    AT(0, "PAR1", "parquet"),
    AT(0, "ORC", "orc"),
    AT(0, "Obj\1", "avro"),
    AT(0, "ARROW1\0\0", "arrow"),
    AT(4, "Standard Jet DB\0", "access"),
    AT(4, "Standard ACE DB\0", "access"),
    AT(4, "MSISAM Database\0", "access"),
    AT(4, "\xEF\xCD\xAB\x89", "esedb"),
    AT(0, "$FL2@(#)", "spss"),
    AT(0, "<stata_dta>", "stata"),
    AT(0, "\0\0\0\0\0\0\0\0\0\0\0\0\xC2\xEA\x81\x60\xB3\x14\x11\xCF\xBD\x92\x08\0\x09\xC7\x31\x8C\x18\x1F\x10\x11",
       "sas"),
    AT(0, "TAPE\0\0", "sqlserver-backup"),
    AT(0, "MSSQLBAK", "sqlserver-backup"),
    AT(0, "\1\x0F\0\0\1\0\0\0", "sqlserver-data"),
    AT(0, "PGDMP", "pgdump"),
    AT(0, "bplist00", "bplist"),
    AT(0, "Salted__", "openssl"),
    AT(0, "age-encryption.org/", "age"),
    AT(0, "\x03\xD9\xA2\x9A", "keepass"),
    AT(0, "\xFE\xED\xFE\xED", "keystore"),
    AT(0, "VMBS", "veeam"),
    AT(0, "\xD4\xC3\xB2\xA1", "pcap"),
    AT(0, "\xA1\xB2\xC3\xD4", "pcap"),
    AT(0, "\x0A\x0D\x0D\x0A", "pcapng"),
    AT(0, "PACK\0\0\0", "gitpack"),
    AT(0, "DIRC\0\0\0", "gitindex"),
    AT(0, "\x80\3}", "pickle"),
    AT(0, "\x80\4\x95", "pickle"),
    AT(0, "\x93NUMPY", "numpy"),
};

/* A program of Windows: "MZ", and where it points to, "PE". */
static bool is_program(ts_span s) {
    return ts_span_starts(s, ts_str("MZ")) &&
           (ts_span_eq(ts_slice(s, ts_u32le_at(s, 60), 4), ts_span_of("PE\0\0", 4)) || ts_u32le_at(s, 60) > s.len ||
            s.len < 64);
}

/* Boxes of the ISO base media format: a length, "ftyp", a brand. */
static const char *media(ts_span s) {
    if (!ts_span_eq(ts_slice(s, 4, 4), ts_str("ftyp")))
        return ts_span_eq(ts_slice(s, 4, 4), ts_str("moov")) || ts_span_eq(ts_slice(s, 4, 4), ts_str("mdat")) ? "mov"
                                                                                                              : NULL;
    ts_span brand = ts_slice(s, 8, 4);
    if (ts_span_starts(brand, ts_str("qt")))
        return "mov";
    if (ts_span_starts(brand, ts_str("M4A")))
        return "m4a";
    return ts_span_starts(brand, ts_str("3g")) ? "3gp" : "mp4";
}

/* Python's compiled code: a version and "\r\n", flags, then a time or digest. */
static bool is_pyc(ts_span s) {
    return s.len > 16 && s.ptr[2] == '\r' && s.ptr[3] == '\n' && (unsigned char)s.ptr[1] == 0x0D &&
           ts_u32le_at(s, 4) < 4;
}

const char *ts_magic_type(ts_span head) {
    if (is_program(head))
        return "exe";
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        ts_span there = ts_slice(head, types[i].at, types[i].len);
        bool riff = types[i].at != 8 || ts_span_starts(head, ts_str("RIFF"));
        bool eot = types[i].at != 34 || (head.len > 82 && ts_u32le_at(head, 8) >> 8 == 0x200);
        if (there.len == types[i].len && memcmp(there.ptr, types[i].bytes, there.len) == 0 && riff && eot)
            return types[i].name;
    }
    if (head.len > 12 && media(head))
        return media(head);
    return is_pyc(head) ? "pyc" : NULL;
}
