# bombs.pl - little that becomes much: ratios, layers, overlaps, windows, pixels, repeats.
package bombs;
use strict;
use warnings;
use FindBin;
use craft;

my $mega = "\0" x (1 << 20);
my $zeros = "\0" x (80 << 20);
my $letter = person('bomb');

# A file of the tests.
sub fixture {
    my ($name) = @_;
    open my $f, '<:raw', "$FindBin::Bin/../fixtures/$name" or die "$name: $!";
    local $/;
    <$f>;
}

# N archives inside one another.
sub nested { my ($n, $bytes, $wrap) = @_; $bytes = $wrap->($bytes) for 1 .. $n; $bytes }

# Members that all point at one local header, or whose bytes lie inside others' (D. Fifield, "A better zip bomb", 2019).
sub same_bytes {
    my $kernel = deflate($mega x 8);
    zip(['0', $mega x 8], map { [$_, '', {at => 0, raw => $kernel, size => 8 << 20, crc => Compress::Zlib::crc32($mega x 8)}] } 1 .. 400);
}
sub overlapping {
    my $kernel = $mega x 2;
    my ($crc, $packed) = (Compress::Zlib::crc32($kernel), deflate($kernel));
    zip(['a', $kernel], ['b', $kernel], map { ["q$_", '', {at => $_, raw => 'x' x (length($packed) * 2), crc => $crc, size => 2 << 20}] } 2 .. 60);
}

# A gzip whose members, one after another, give one long field, below the ratio that is a bomb's.
sub long_field {
    my ($copies) = @_;
    my $part = join('', map { sprintf 'word%06d ', $_ * 7919 % 1000003 } 1 .. 2000) . 'and so on ' x 100000;
    gz("id,note\n1,\"") . gz($part) x $copies . gz("\"\n2,short\n");
}

# A container inside a container that has more in memory than all others are let, when nobody but itself could make room:
# 400 MB and 900 MB in a tar.gz in a zip, below the ratio that is a bomb's.
sub waits_for_itself {
    my $part = "\0\1\2\3" . join('', map { pack 'N', $_ * 2654435761 & 0xffffffff } 1 .. 1300) . "\0" x (1 << 20);
    $part = substr $part, 0, 1 << 20;
    my $head = sub { my ($name, $mib) = @_; gz(tar_entry($name, '', {size => sprintf '%011o', $mib << 20})) . gz($part) x $mib };
    zip(['inner.tgz', $head->('a', 400) . $head->('b', 900) . gz("\0" x 1024), {method => 0}]);
}

# A zstd frame that asks for a window of 2^(10+E) bytes before it gives a raw block of one (RFC 8878, 3.1.1).
sub zstd_window { my ($e) = @_; "\x28\xb5\x2f\xfd\x00" . chr($e << 3) . "\x09\0\0x" }
# An xz block whose LZMA2 dictionary is of 4 GiB (xz file format 5.3.1).
sub xz_window {
    my $flags = "\0\x01";
    my $block = "\x02\0\x21\x01\x28\0\0\0";
    "\xfd7zXZ\0$flags" . pack('V', Compress::Zlib::crc32($flags)) . $block . pack('V', Compress::Zlib::crc32($block)) . "\x01\0\0x\0" . "\0" x 64;
}

sub office { my ($part, $bytes) = @_; zip(['[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/' . $part
    . '" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'], [$part, $bytes]) }
sub docx { office('word/document.xml', $_[0]) }
sub word { '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' . $_[0] . '</w:body></w:document>' }
sub xlsx {
    my ($sheet, $strings) = @_;
    my $main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    my $rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    zip(['[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'],
        ['xl/workbook.xml', "<workbook xmlns=\"$main\" xmlns:r=\"$rel\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"],
        ['xl/_rels/workbook.xml.rels', "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"$rel/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"],
        ['xl/worksheets/sheet1.xml', "<worksheet xmlns=\"$main\">$sheet</worksheet>"], (defined $strings ? ['xl/sharedStrings.xml', "<sst xmlns=\"$main\">$strings</sst>"] : ()));
}
sub ods {
    zip(['mimetype', 'application/vnd.oasis.opendocument.spreadsheet', {method => 0}],
        ['content.xml', '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            . 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="S">'
            . $_[0] . '</table:table></office:spreadsheet></office:body></office:document-content>']);
}
my $flate = Compress::Zlib::compress($zeros);
my $twice = Compress::Zlib::compress($flate);

(
    ['nested-30.zip', 'too-deep', sub { nested(30, $letter, sub { zip(['inner.zip', $_[0]]) }) }],
    ['nested-40.tar', 'too-deep', sub { nested(40, $letter, sub { tar(['inner.tar', $_[0]]) }) }],
    ['nested-30.gz', 'too-deep', sub { nested(30, $letter, \&gz) }],
    ['nested-30.bz2', 'too-deep', sub { nested(30, $letter, \&bz2) }],
    ['nested-mixed', 'too-deep', sub { my $k = 0; nested(30, $letter, sub { $k++ % 3 ? gz($_[0]) : $k % 2 ? tar(['t', $_[0]]) : zip(['z', $_[0]]) }) }],
    ['tree-of-zips.zip', 'too-deep|ratio|too-large', sub { nested(14, $letter, sub { zip(map { ["$_.zip", $_[0]] } 1 .. 2) }) }],
    ['ratio.zip', '!ratio|unsupported', sub { zip(['zeros', $zeros]) }],
    ['ratio.gz', '!ratio|unsupported', sub { gz($zeros) }],
    ['ratio.bz2', '!ratio|unsupported', sub { bz2($zeros) }],
    ['ratio.xz', '!ratio|unsupported', sub { piped($zeros, 'xz -1') }],
    ['ratio.zst', '!ratio|unsupported', sub { piped($zeros, 'zstd -q') }],
    ['ratio.tgz', '!ratio|unsupported', sub { gz(tar(['zeros', $zeros])) }],
    ['twice.gz.gz', '!ratio|unsupported', sub { gz(gz($zeros)) }],
    ['same-bytes.zip', '!ratio|unsupported', \&same_bytes],
    ['overlapping.zip', '!ratio|corrupt|unsupported', \&overlapping],
    ['sparse.tar', '!truncated|unsupported', sub { tar(['hole', '', {type => 'S', size => "\x80" . "\0" x 6 . "\x40" . "\0" x 4}]) }],
    ['waits-for-itself.zip', 'unsupported', \&waits_for_itself],
    ['many-empty.tgz', 'read', sub { gz(join('', map { tar_entry("empty$_", '') } 1 .. 5000) . tar(['p', $letter])) }, 'bomb@trust.example'],
    ['many-empty.zip', 'read', sub { zip((map { ["e$_", '', {method => 0}] } 1 .. 20000), ['p', $letter]) }, 'bomb@trust.example'],
    ['many-gzips.gz', 'read', sub { gz('') x 50000 . gz($letter) }, 'bomb@trust.example'],
    ['long-field.csv.gz', 'read|too-large|ratio', sub { long_field(1050) }],
    ['hole.csv', 'read|unsupported|too-large|corrupt', sub { ["id,note\n1,\"", \(1 << 30), "\"\n2,short\n"] }],
    ['hole.txt', 'read|unsupported|too-large|corrupt', sub { ["$letter\n" x 3000, \(1 << 30), $letter] }],
    ['hole.zip', 'truncated|corrupt|unsupported', sub { ["PK\x03\x04", \(1 << 30), 'end'] }],
    ['window-2-gib.zst', 'unsupported|corrupt|memory|truncated', sub { zstd_window(21) }],
    ['window-2-tib.zst', 'unsupported|corrupt|memory|truncated', sub { zstd_window(31) }],
    ['window-4-gib.xz', 'unsupported|corrupt|memory|truncated', \&xz_window],
    ['docx-spaces.docx', 'ratio|too-large', sub { docx(word('<w:p><w:r><w:t>' . ' ' x (80 << 20) . '</w:t></w:r></w:p>')) }],
    ['xlsx-strings.xlsx', 'ratio|too-large', sub { xlsx('<sheetData/>', '<si><t>' . 'a' x (80 << 20) . '</t></si>') }],
    ['xlsx-one-string.xlsx', 'read|ratio|too-large', sub { xlsx('<sheetData>' . join('', map { "<row r=\"$_\"><c t=\"s\"><v>0</v></c></row>" } 1 .. 30000) . '</sheetData>', '<si><t>' . 'long ' x 20000 . '</t></si>') }],
    ['xlsx-far-cell.xlsx', 'read', sub { xlsx('<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far@trust.example</t></is></c></row></sheetData>') }, 'far@trust.example'],
    ['xlsx-beyond.xlsx', 'read|corrupt|too-large', sub { xlsx('<sheetData><row r="4294967295"><c r="ZZZZZZ4294967295"><v>1</v></c></row><row r="99999999999999999999"><c r="A-1"><v>2</v></c></row></sheetData>') }],
    ['ods-repeats.ods', 'read', sub { ods('<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>again and again</text:p></table:table-cell></table:table-row>') }],
    ['ods-repeats-lie.ods', 'too-large|read|corrupt', sub { ods('<table:table-row table:number-rows-repeated="18446744073709551616"><table:table-cell table:number-columns-repeated="-1"><text:p>x</text:p></table:table-cell></table:table-row>') }],
    ['flate.pdf', 'read|ratio|too-large|corrupt', sub { pdf_text({content => craft::stream('/Filter /FlateDecode', $flate)}, '') }],
    ['flate-flate.pdf', 'read|ratio|too-large|corrupt', sub { pdf_text({content => craft::stream('/Filter [/FlateDecode /FlateDecode]', $twice)}, '') }],
    ['object-stream.pdf', 'read|ratio|too-large|corrupt', sub { pdf_text({more => [craft::stream('/Type /ObjStm /N 1000000 /First 8 /Filter /FlateDecode', $flate)]}, $letter) }, 'bomb@trust.example'],
    ['huge-page.pdf', 'read', sub { pdf_text({page => '/UserUnit 75000'}, $letter) }, 'bomb@trust.example'],
    ['forms-in-forms.pdf', 'read|corrupt|too-large|truncated', sub { # each form draws the next ten times
        pdf_text({content => craft::stream('', '/X0 Do ' x 10), page => '/Annots []', more => [map { craft::stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X0 " . ($_ + 6) . " 0 R >> >>", '/X0 Do ' x 10) } 1 .. 12]}, '') }],
    ['locked.rar', '!ratio', sub { fixture('extract/locked5_bomb.rar') }],
    ['pixels.png', 'unsupported|too-large|ratio|corrupt|truncated', sub { png(65535, 65535, $mega) }],
    ['pixels-all.png', 'unsupported|too-large|ratio|corrupt|truncated', sub { png(60000, 3000, ("\0" x 60001) x 3000) }],
    ['pixels-most.png', 'unsupported|too-large|ratio|corrupt|truncated', sub { png(0x7fffffff, 0x7fffffff, 'x') }],
    ['pixels.gif', 'unsupported|too-large|ratio|corrupt|truncated', sub { "GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;" }],
    ['pixels.bmp', 'unsupported|too-large|ratio|corrupt|truncated', sub { 'BM' . pack('VvvV VllvvVVllVV', 1000, 0, 0, 54, 40, 0x7fffffff, 0x7fffffff, 1, 24, 0, 0, 0, 0, 0, 0) . 'x' x 946 }],
    ['pixels-negative.bmp', 'unsupported|too-large|ratio|corrupt|truncated', sub { 'BM' . pack('VvvV VllvvVVllVV', 1000, 0, 0, 54, 40, -2147483648, -2147483648, 1, 32, 0, 0, 0, 0, 0, 0) . 'x' x 946 }],
    ['pixels.jpg', 'unsupported|too-large|ratio|corrupt|truncated', sub { "\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x0b\x08\xff\xff\xff\xff\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0\x3f\0" . "\x55" x 500 . "\xff\xd9" }],
    ['pixels.tif', 'unsupported|too-large|ratio|corrupt|truncated', sub { "II*\0\x08\0\0\0" . pack('v', 9) . join('', map { pack('vvVV', @$_) } [256, 4, 1, 0xffffff], [257, 4, 1, 0xffffff], [258, 3, 1, 8], [259, 3, 1, 1], [262, 3, 1, 1], [273, 4, 1, 8], [277, 3, 1, 1], [278, 4, 1, 0xffffff], [279, 4, 1, 0xffffffff]) . pack('V', 0) }],
    ['pages.tif', 'unsupported|too-large|ratio|corrupt|truncated', sub { "II*\0\x08\0\0\0" . pack('v', 2) . pack('vvVV', 256, 4, 1, 1) . pack('vvVV', 257, 4, 1, 1) . pack('V', 8) }],
    ['pixels.webp', 'unsupported|too-large|ratio|corrupt|truncated', sub { 'RIFF' . pack('V', 30) . 'WEBPVP8L' . pack('V', 10) . "\x2f" . "\xff" x 4 . "\x00" x 13 }],
);
