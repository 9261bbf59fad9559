# names.pl - names that lead elsewhere or look like others: traversal, links, devices, controls, bidi, doubles, lengths.
package names;
use strict;
use warnings;
use craft;

my $canary = $main::canary;
my $letter = person('named');
my $up = '../' x 40 . 'tmp/touchstone-hostile-escaped';
my $absolute = '/tmp/touchstone-hostile-escaped';
my $found = 'named@trust.example';
sub names { zip(map { [$_, $letter] } @_) }
# A pax header that gives the next entry a name, or a size.
sub pax { my ($key, $value) = @_; my $n = length("$key=$value\n") + 3; $n++ if $n > 99; my $line = "$n $key=$value\n"; ['pax', $line, {type => 'x'}] }
sub long_name { my ($name, $lie) = @_; ['././@LongLink', "$name\0", {type => 'L', %{$lie // {}}}] }

(
    # ---- where a name leads ----
    ['up.zip', 'read', sub { names($up) }, $found],
    ['absolute.zip', 'read', sub { names($absolute) }, $found],
    ['drive.zip', 'read', sub { names('C:\\Windows\\System32\\drivers\\etc\\hosts', '\\\\server\\share\\x', '..\\..\\x') }, $found],
    ['dots.zip', 'read', sub { names('.', '..', './', '../', '/', '//', 'a/../../b', "...") }, $found],
    ['proc.zip', 'read', sub { names('/proc/self/mem', '/dev/sda', 'CON', 'nul.txt', 'a:stream') }, $found],
    ['locator-like.zip', 'read', sub { names('a!/b', 'x#p2@1-2', 'n~2', '%2e%2e%2f', 'E1/near.txt') }, $found],
    ['up.tar', 'read', sub { tar([$up, $letter]) }, $found],
    ['absolute.tar', 'read', sub { tar([$absolute, $letter]) }, $found],
    ['up.cpio', 'read', sub { cpio([$up, $letter]) }, $found],
    ['absolute.ar', 'read', sub { ar(['/tmp/escaped/', $letter]) }, $found],
    ['slash-names.ar', 'read|corrupt', sub { ar(['//', "../../../tmp/touchstone-hostile-escaped/\n"], ['/0', $letter]) }],
    ['other-name-inside.zip', 'read', sub { zip(['harmless.txt', $letter, {local => $absolute}]) }, $found],
    # ---- links and devices: each has no target here, and its neighbours are read ----
    ['link.zip', 'read|policy', sub { zip(['l', $canary, {mode => 0120777}], ['p', $letter]) }, $found],
    ['device.zip', 'read|policy', sub { zip(['sda', '', {mode => 0060666}], ['fifo', '', {mode => 0010666}], ['p', $letter]) }, $found],
    ['link.tar', 'read|policy', sub { tar(['l', '', {type => '2', link => $canary}], ['p', $letter]) }, $found],
    ['through-a-link.tar', 'read|policy', sub { tar(['d', '', {type => '2', link => '/tmp'}], ['d/touchstone-hostile-escaped', $letter]) }, $found],
    ['hard-link.tar', 'read|policy', sub { tar(['h', '', {type => '1', link => $canary}], ['p', $letter]) }, $found],
    ['hard-link-with-data.tar', 'read|policy', sub { tar(['h', $letter, {type => '1', link => $canary}]) }],
    ['link-to-itself.tar', 'read|policy', sub { tar(['l', '', {type => '2', link => 'l'}], ['p', $letter]) }, $found],
    ['devices.tar', 'read|policy', sub { tar((map { ["dev$_", '', {type => $_}] } 3, 4, 6), ['p', $letter]) }, $found],
    ['types.tar', 'read|policy|corrupt', sub { tar((map { ["type$_", '', {type => $_}] } qw(7 D M N V A Z)), ['p', $letter]) }, $found],
    ['link.cpio', 'read|policy', sub { cpio(['l', $canary, {mode => 0120777}], ['p', $letter]) }, $found],
    ['devices.cpio', 'read|policy', sub { cpio(['sda', '', {mode => 0060666}], ['tty', '', {mode => 0020666}], ['sock', '', {mode => 0140666}], ['p', $letter]) }, $found],
    # ---- how a name looks ----
    ['controls.zip', 'read', sub { names("bell\a.txt", "two\nlines.txt", "cr\rover", "tab\t", "del\x7f", "\e[31mred\e[0m", "\e]0;title\a", "nul\0.txt", "\x9b31m") }, $found],
    ['controls.tar', 'read', sub { tar(["two\nlines", $letter], ["\e[2J", $letter]) }, $found],
    ['bidi.zip', 'read', sub { names("letter\xe2\x80\xaegpj.exe", "\xe2\x81\xa6x\xe2\x81\xa9", "\xe2\x80\x8b", "\xef\xbb\xbf") }, $found],
    ['not-utf8.zip', 'read', sub { names("\xff\xfe", "caf\xe9.txt", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80") }, $found],
    ['not-utf8-flagged.zip', 'read', sub { zip(["\xff\xfe\xe9", $letter, {flags => 0x800}]) }, $found],
    ['csv-formula.zip', 'read', sub { names('=HYPERLINK("http://x.example")', '@SUM(1)', '+1', '-1', '<script>alert(1)</script>', '\\input{x}') }, $found],
    ['same-name.zip', 'read', sub { zip(['twin', $letter], ['twin', person('second-twin')], ['TWIN', person('third-twin')]) }, 'second-twin@trust.example'],
    ['same-name.tar', 'read', sub { tar(['twin', $letter], ['twin', person('tar-twin')]) }, 'tar-twin@trust.example'],
    ['file-and-folder.zip', 'read', sub { zip(['a', $letter], ['a/b', $letter], ['a/', '']) }, $found],
    ['folder-with-data.zip', 'read|corrupt', sub { zip(['folder/', $letter]) }, $found],
    ['no-name.zip', 'read', sub { names('') }, $found],
    ['no-name.tar', 'read|corrupt', sub { tar(['', $letter]) }],
    ['long-name.zip', 'read', sub { names('n' x 65535) }, $found],
    ['long-path.zip', 'read', sub { names('d/' x 30000 . 'f') }, $found],
    ['long-name.tar', 'read|corrupt', sub { tar(long_name('n' x 1000000), ['x', $letter]) }],
    ['long-name-lies.tar', 'corrupt|truncated', sub { tar(long_name('n', {size => '77777777777'}), ['x', $letter]) }],
    ['pax-name.tar', 'read', sub { tar(pax('path', $absolute), ['x', $letter]) }, $found],
    ['pax-size.tar', 'read|corrupt|truncated', sub { tar(pax('size', '-1'), ['x', $letter]) }],
    ['pax-huge-size.tar', 'corrupt|truncated', sub { tar(pax('size', '9223372036854775807'), ['x', $letter]) }],
    ['gzip-name.gz', 'read', sub { "\x1f\x8b\x08\x08\0\0\0\0\0\xff$up\e[31m\n\0" . deflate($letter) . pack('VV', Compress::Zlib::crc32($letter), length $letter) }, $found],
    ['attachment.eml', 'read', sub { "From: a\@trust.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; name=\"$up\"\nContent-Disposition: attachment; filename=\"$absolute\"\n\n$letter\n--b--\n" }, $found],
    # ---- names on the disk itself ----
    (map { [$_->[0], 'read', $letter, ''] } ["two\x01controls"], ["\e[31mred"], ["letter\xe2\x80\xaegpj.exe"], ["caf\xe9"], ['=cmd|x!A1'], ['-rf'], ["n" x 255], [" "], ['a!b'], ['x#p1'], ['%41']),
);
