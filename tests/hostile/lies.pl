# lies.pl - lengths, counts, sums and types that are not what they say; and what is locked, empty or cut short.
package lies;
use strict;
use warnings;
use craft;

my $letter = person('lies');
my $found = 'lies@trust.example';
my $broken = 'truncated|corrupt|unsupported';
sub mail { my ($type, $body, $more) = @_; "From: a\@trust.example\nTo: b\@trust.example\nSubject: lies\n" . ($more // '') . "MIME-Version: 1.0\nContent-Type: $type\n\n$body" }
# A rar 5 header of these fields: numbers, and bytes as they stand.
sub vint { my ($n, $out) = ($_[0], ''); while ($n > 127) { $out .= chr($n & 127 | 128); $n >>= 7 } $out . chr $n }
sub rar { my $body = join('', map { ref $_ ? $$_ : vint($_) } @_); $body = vint(length $body) . $body; pack('V', Compress::Zlib::crc32($body)) . $body }
sub rar_locked {
    my ($rounds, $salt, $size, $unpacked) = @_;
    my $lock = "\1\0\2" . chr($rounds) . pack('a16', $salt) . 'i' x 16;
    $lock = chr(length $lock) . $lock;
    rar(2, 3, length $lock, $size, 4, $unpacked, 33188, \"sums", 0, 1, 1, \"p", \$lock) . 'noise' x 16;
}
sub rars { "Rar!\x1a\x07\x01\0" . join '', @_ }
my $main = rar(1, 0, 0);
my $good = zip(['p.txt', $letter]);
my $packed = gz($letter);

(
    # ---- zip ----
    ['size-small.zip', 'read|corrupt', sub { zip(['p', $letter, {size => 1}]) }],
    ['size-large.zip', 'read|corrupt|truncated', sub { zip(['p', $letter, {size => 0xfffffffe}]) }],
    ['packed-large.zip', "$broken|read", sub { zip(['p', $letter, {packed => 0x7fffffff}]) }],
    ['packed-small.zip', $broken, sub { zip(['p', $letter, {packed => 3}]) }],
    ['sum.zip', 'corrupt', sub { zip(['p', $letter, {crc => 1}]) }],
    ['method.zip', 'unsupported', sub { zip(['p', $letter, {method => 77}]) }],
    ['stored-as-deflated.zip', $broken, sub { zip(['p', $letter, {raw => $letter}]) }],
    ['count-large.zip', "$broken|read", sub { zip({count => 9000}, ['p', $letter]) }],
    ['count-small.zip', 'read|corrupt', sub { zip({count => 0}, ['p', $letter]) }],
    ['directory-outside.zip', "$broken|read", sub { zip({at => 0x7ffffff0}, ['p', $letter]) }, $found],
    ['directory-huge.zip', "$broken|read", sub { zip({len => 0xfffffff0}, ['p', $letter]) }, $found],
    ['member-outside.zip', $broken, sub { zip(['q', 'x', {at => 0x7fffffff, raw => 'x', method => 0}], ['p', $letter]) }, $found],
    ['member-in-directory.zip', "$broken|ratio", sub { zip(['p', $letter], ['q', 'x', {at => 160, raw => 'x'}]) }, $found],
    ['zip64-lies.zip', "$broken|too-large|read", sub { my $z = zip({count => 0xffff, len => 0xffffffff, at => 0xffffffff, between => pack('VQvvVVQQQQ', 0x06064b50, 44, 45, 45, 0, 0, 1 << 62, 1 << 62, 1 << 62, 1 << 62) . pack('VVQV', 0x07064b50, 0, 1 << 61, 1)}, ['p', $letter]); $z }, $found],
    ['zip64-extra.zip', "$broken|read", sub { zip(['p', $letter, {size => 0xffffffff, packed => 0xffffffff, extra => pack('vvQQ', 1, 16, 1 << 63, 1 << 63)}]) }],
    ['extra-lies.zip', 'read', sub { zip(['p', $letter, {extra => pack('vv', 1, 65535)}]) }, $found],
    ['comment-holds-end.zip', 'read|corrupt', sub { zip({comment => 'PK' . "\x05\x06" . "\0" x 18}, ['p', $letter]) }],
    ['only-the-end.zip', 'read|truncated|corrupt', sub { pack('VvvvvVVv', 0x06054b50, 0, 0, 0, 0, 0, 0, 0) }],
    ['descriptor.zip', 'read|truncated', sub { zip({cut => 1}, ['p', $letter, {flags => 8, packed => 0, size => 0, crc => 0}]) . pack('VVVV', 0x08074b50, 0, 0, 0) }, $found],
    ['no-directory.zip', 'read|truncated', sub { zip({cut => 1}, ['p', $letter]) }, $found],
    ['disks.zip', 'read|unsupported|corrupt', sub { my $z = $good; substr($z, -18, 4) = pack('vv', 7, 7); $z }],
    # ---- other archives ----
    ['size-huge.tar', '!truncated|unsupported', sub { tar(['p', $letter], ['q', 'x', {size => '77777777777'}]) }, $found],
    ['size-negative.tar', $broken, sub { tar(['p', $letter], ['q', 'x', {size => "\xff" x 12}]) }, $found],
    ['size-words.tar', "$broken|read", sub { tar(['p', $letter], ['q', 'x', {size => 'not a number'}]) }, $found],
    ['sum.tar', "$broken|read", sub { tar(['p', $letter], ['q', $letter, {sum => "0000000\0"}]) }, $found],
    ['no-end.tar', 'read|truncated', sub { substr(tar(['p', $letter]), 0, 1024) }, $found],
    ['rubbish-behind.tar', 'unsupported|corrupt|truncated', sub { tar(['p', $letter]) . 'rubbish' x 1000 }, $found],
    ['size.cpio', '!truncated|unsupported', sub { cpio(['p', $letter], ['q', 'x', {size => 'FFFFFFFF'}]) }, $found],
    ['size-no-number.cpio', "$broken|read", sub { cpio(['p', $letter], ['q', 'x', {size => 'ZZZZZZZZ'}]) }, $found],
    ['size.ar', 'truncated|corrupt', sub { ar(['p', $letter], ['q', 'x', '9999999999']) }, $found],
    ['trailer.gz', 'read|corrupt', sub { substr($packed, 0, -4) . "\xff\xff\xff\xff" }],
    ['sum.gz', 'read|corrupt', sub { substr($packed, 0, -8) . "\0" x 8 }],
    ['flags.gz', "$broken|read", sub { my $z = $packed; substr($z, 3, 1) = "\xff"; $z }],
    ['rubbish-behind.gz', 'unsupported|corrupt|truncated', sub { $packed . 'rubbish' x 1000 }],
    ['header-huge.7z', "$broken|memory|encrypted", sub { "7z\xbc\xaf\x27\x1c\0\4" . pack('V', Compress::Zlib::crc32(pack('QQV', 0, 1 << 40, 0))) . pack('QQV', 0, 1 << 40, 0) . 'x' x 100 }],
    ['header-outside.7z', "$broken|memory|encrypted", sub { "7z\xbc\xaf\x27\x1c\0\4" . pack('V', Compress::Zlib::crc32(pack('QQV', 1 << 62, 32, 0))) . pack('QQV', 1 << 62, 32, 0) . 'x' x 100 }],
    ['blocks.rar', "$broken|encrypted", sub { "Rar!\x1a\x07\0" . "\xff" x 200 }],
    ['blocks.rar5', "$broken|encrypted", sub { "Rar!\x1a\x07\x01\0" . "\xff" x 200 }],
    ['folders.cab', $broken, sub { 'MSCF' . "\0" x 4 . pack('VVVVCCvvvvv', 0xffffffff, 0, 0xfffffff0, 0, 3, 1, 65535, 65535, 7, 0, 0) . 'x' x 200 }],
    ['volume.iso', $broken, sub { "\0" x 32768 . "\x01CD001\x01" . "\xff" x 4000 }],
    ['level.lzh', $broken, sub { "\x20\0-lh5-" . "\xff" x 13 . "\2" . "\xff" x 200 }],
    ['codes.Z', "$broken|read", sub { "\x1f\x9d\x90" . "\xff" x 500 }],
    # ---- text and mail ----
    ['charset.eml', 'read', sub { mail('text/plain; charset="../../../../etc/passwd"', $letter) }, $found],
    ['base64.eml', 'read|corrupt|truncated', sub { mail('application/octet-stream', '=' x 5000 . '!' x 5000 . 'QUJD' x 9 . 'Q', "Content-Transfer-Encoding: base64\n") }],
    ['quoted.eml', 'read', sub { mail('text/plain', "=\n=G1=4\n$letter=", "Content-Transfer-Encoding: quoted-printable\n") }, $found],
    ['uuencoded.eml', 'corrupt', sub { mail('application/octet-stream', "begin 777 /tmp/touchstone-hostile-escaped\n" . "M" . 'z' x 200 . "\n", "Content-Transfer-Encoding: x-uuencode\n") }],
    ['boundary-never.eml', 'read|corrupt|truncated', sub { mail('multipart/mixed; boundary="never"', $letter) }],
    ['boundary-empty.eml', 'read|corrupt', sub { mail('multipart/mixed; boundary=""', "--\n\n$letter\n----\n") }],
    ['boundary-long.eml', 'read|corrupt', sub { my $b = 'b' x 100000; mail("multipart/mixed; boundary=\"$b\"", "--$b\n\n$letter\n--$b--\n") }],
    ['header-long.eml', 'read|too-large', sub { mail('text/plain', $letter, 'X-Long: ' . 'h' x 2000000 . "\n") }, $found],
    ['headers-many.eml', 'read|too-large', sub { mail('text/plain', $letter, "X-H: v\n" x 100000) }, $found],
    ['encoded-words.eml', 'read', sub { mail('text/plain', $letter, 'X-W: ' . '=?utf-8?B?////?= =?x?Q?=ZZ?= =?' x 5000 . "\n") }, $found],
    ['addresses.eml', 'read', sub { mail('text/plain', $letter, 'Cc: ' . '"<(' x 20000 . "\n") }, $found],
    ['cut.utf16', 'read|corrupt', sub { "\xff\xfe" . join('', map { "$_\0" } split //, $letter) . "\x00" }],
    ['surrogates.utf16', 'read|corrupt|unsupported', sub { "\xff\xfe" . "\x00\xd8" x 5000 }],
    ['bom.utf32', 'read|corrupt|unsupported', sub { "\xff\xfe\0\0" . "\xff" x 4001 }],
    ['controls.txt', 'read|unsupported', sub { join('', map { chr } 0 .. 31) x 50 . $letter }],
    ['invalid-utf8.txt', 'read|unsupported', sub { $letter . "\xc0\xaf\xed\xa0\x80\xf5\xff\xfe" x 300 . "\n" . $letter }],
    ['one-byte', 'read|unsupported', sub { "\xff" }],
    ['zero-length', 'read', sub { '' }],
    (map { ["zero-length.$_", 'read', sub { '' }] } qw(zip pdf docx gz eml csv png)),
    (map { ["magic-alone-$_->[0]", 'truncated|corrupt|unsupported|read|encrypted', $_->[1]] } ['zip', "PK\x03\x04"], ['pdf', '%PDF-'], ['gz', "\x1f\x8b\x08"], ['xz', "\xfd7zXZ\0"], ['zst', "\x28\xb5\x2f\xfd"],
        ['ole', "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"], ['png', "\x89PNG\r\n\x1a\n"], ['jpg', "\xff\xd8\xff"], ['rtf', '{\\rtf'], ['sqlite', "SQLite format 3\0"], ['mdb', "\0\1\0\0Standard Jet DB\0"], ['pst', '!BDN'], ['parquet', 'PAR1'], ['dicom', "\0" x 128 . 'DICM'], ['hl7', 'MSH|^~\\&|']),
    # ---- PDF ----
    ['length.pdf', 'read|corrupt', sub { pdf_text({content => craft::stream('', "BT /F1 11 Tf 50 800 Td ($letter) Tj ET", 0x7fffffff)}, '') }],
    ['length-loop.pdf', 'read|corrupt', sub { pdf_text({content => "<< /Length 4 0 R >>\nstream\nBT ET\nendstream"}, '') }],
    ['startxref.pdf', 'read|corrupt', sub { pdf({startxref => '99999999999999999999'}, '<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>') }],
    ['prev-loop.pdf', 'read|corrupt', sub { my $p = pdf_text({trailer => '/Prev 0000000000'}, $letter); my ($x) = $p =~ /startxref\n(\d+)/; my $at = sprintf '%010d', $x; $p =~ s{/Prev 0000000000}{/Prev $at}; $p }],
    ['count.pdf', 'read|corrupt|too-large', sub { pdf('<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2147483647 >>') }],
    ['pages-loop.pdf', 'read|corrupt|too-large', sub { pdf('<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 1 >>') }],
    ['no-pages.pdf', 'read|corrupt', sub { pdf('<< /Type /Catalog >>') }],
    ['locked.pdf', 'encrypted', sub { pdf_text({trailer => '/Encrypt << /Filter /Standard /V 1 /R 2 /O <' . '41' x 32 . '> /U <' . '42' x 32 . '> /P -44 >> /ID [<00> <00>]'}, $letter) }],
    ['filter-unknown.pdf', 'read|corrupt', sub { pdf_text({content => craft::stream('/Filter /Nonsense', 'x' x 100)}, '') }],
    ['predictor.pdf', 'read|corrupt', sub { pdf_text({content => craft::stream('/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 2147483647 /BitsPerComponent 16 >>', Compress::Zlib::compress('x' x 100))}, '') }],
    # ---- locked ----
    ['locked.zip', 'encrypted', sub { zip(['p', $letter, {flags => 1}]) }],
    ['locked-aes.zip', 'encrypted', sub { zip(['p', $letter, {flags => 1, method => 99, extra => pack('vvvvCv', 0x9901, 7, 2, 0x4541, 3, 8)}]) }],
    ['locked-half.zip', 'encrypted', sub { zip(['q', 'x' x 99, {flags => 1, raw => 'locked' x 30}], ['p', $letter]) }, $found],
    (map { my $n = $_; ["locked-rounds-$n.rar", 'encrypted', sub { rars(rar(4, 0, 0, 0, \(chr($n) . 's' x 16))) . 'n' x 400 }] } 25, 63, 255),
    ['locked-salts.rar', 'encrypted', sub { rars($main, map { rar_locked(11, "salt$_", 80, 80) } 1 .. 300) . rar(5, 0, 0) }],
    ['locked-size.rar', 'encrypted|truncated|corrupt', sub { rars($main, rar_locked(5, 'salt', 1 << 62, 1 << 62)) }],
    ['locked-packed.rar', 'encrypted|truncated|corrupt', sub { my $z = rars($main, rar_locked(5, 'salt', 80, 1 << 40)) . rar(5, 0, 0); $z }],
    ['locked-names.zip', 'encrypted|unsupported|corrupt|truncated', sub { zip({before => pack('V', 0x08064b50)}, ['p', $letter, {flags => 0x2041}]) }],
);
