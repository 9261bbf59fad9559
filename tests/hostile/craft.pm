# craft.pm - writes archives, documents and pictures byte by byte, truthfully or with the lies that a row asks for.
# Each maker returns the bytes of one file.
package craft;
use strict;
use warnings;
use Compress::Zlib ();
use IO::Compress::Bzip2 ();
use IO::Compress::RawDeflate ();
use Exporter 'import';
our @EXPORT = qw(deflate gz bz2 zip tar tar_entry cpio ar pdf pdf_text png person piped);

# person NAME: a made-up person's letter; the mail address is what a test looks for.
sub person { "Patient: Amal Example\nNHS No: 999 000 0018\nDOB: 23/04/1987\nEmail: $_[0]\@trust.example\n" }

sub deflate { my ($in, $out) = ($_[0]); IO::Compress::RawDeflate::rawdeflate(\$in, \$out, -Level => $_[1] // 9) or die; $out }
sub gz { Compress::Zlib::memGzip($_[0]) }
sub bz2 { my ($in, $out) = ($_[0]); IO::Compress::Bzip2::bzip2(\$in, \$out) or die; $out }

# piped BYTES COMMAND...: what a program makes of them.
sub piped {
    my ($bytes, @command) = @_;
    my $in = "/tmp/touchstone-craft-$$";
    open my $f, '>', $in or die "$in: $!";
    print $f $bytes;
    close $f or die;
    my $out = `@command <$in`;
    unlink $in;
    die "@command failed" if $? || !length $out;
    $out;
}

# zip \%how, [name, bytes, \%lies]...: a member's lies: method, flags, crc, size, packed (in both headers), raw (bytes as
# stored), at (offset in the directory), local (its name there), mode (unix).  how: count, at, len, comment, before, cut (no directory).
sub zip {
    my $how = ref $_[0] eq 'HASH' ? shift : {};
    my ($out, $directory, $n) = ($how->{before} // '', '', 0);
    for (@_) {
        my ($name, $bytes, $lie) = (@$_, {});
        my $method = $lie->{method} // 8;
        my $packed = $lie->{raw} // ($method == 8 ? deflate($bytes) : $bytes);
        my @fields = ($lie->{flags} // 0, $method, 0, 0x58a1, $lie->{crc} // Compress::Zlib::crc32($bytes),
            $lie->{packed} // length $packed, $lie->{size} // length $bytes);
        my $at = $lie->{at} // length $out;
        my $extra = $lie->{extra} // '';
        unless (defined $lie->{at}) {
            my $local = $lie->{local} // $name;
            $out .= pack('VvvvvvVVVvv', 0x04034b50, 20, @fields, length $local, length $extra) . $local . $extra . $packed;
        }
        $directory .= pack('VvvvvvvVVVvvvvvVV', 0x02014b50, 0x031e, 20, @fields, length $name, length $extra, 0, 0, 0,
            ($lie->{mode} // 0100644) << 16, $at) . $name . $extra;
        $n++;
    }
    return $out if $how->{cut};
    my $comment = $how->{comment} // '';
    my $count = ($how->{count} // $n) & 0xffff;
    $out . $directory . ($how->{between} // '') . pack('VvvvvVVv', 0x06054b50, 0, 0, $count, $count, $how->{len} // length $directory,
        $how->{at} // length $out, length $comment) . $comment;
}

# tar_entry NAME, BYTES, \%lies: type, link, size (text of the field), magic, mode.
sub tar_entry {
    my ($name, $bytes, $lie) = (@_, {});
    my $size = $lie->{size} // sprintf('%011o', length $bytes);
    my $head = pack('a100 a8 a8 a8 a12 a12 A8 a1 a100 a6 a2 a32 a32 a8 a8 a155 a12', substr($name, 0, 100), '0000644', '0000000', '0000000', $size,
        '14700000000', '', $lie->{type} // '0', $lie->{link} // '', 'ustar', '00', 'root', 'root', '0000001', '0000003', '', '');
    my $sum = unpack('%32C*', $head);
    substr($head, 148, 8) = $lie->{sum} // sprintf("%06o\0 ", $sum);
    $head . $bytes . "\0" x (-length($bytes) % 512);
}
sub tar { join('', map { ref $_ ? tar_entry(@$_) : $_ } @_) . "\0" x 1024 }

# cpio [name, bytes, \%lies]...: mode, size (its eight hexadecimal digits).
sub cpio {
    my ($out, $ino) = ('', 1);
    for (@_) {
        my ($name, $bytes, $lie) = (@$_, {});
        $out .= cpio_entry($ino++, $name, $bytes, $lie);
    }
    $out . cpio_entry(0, 'TRAILER!!!', '', {});
}
sub cpio_entry {
    my ($ino, $name, $bytes, $lie) = @_;
    my $head = '070701' . sprintf('%08X%08X', $ino, $lie->{mode} // 0100644) . '00000000' x 2 . '00000001' . '65000000'
        . ($lie->{size} // sprintf('%08X', length $bytes)) . '00000000' x 4 . sprintf('%08X', 1 + length $name) . '00000000';
    my $out = "$head$name\0";
    $out .= "\0" x (-length($out) % 4);
    $out .= $bytes;
    $out . "\0" x (-length($out) % 4);
}

# ar [name, bytes, size field]...
sub ar {
    "!<arch>\n" . join '', map {
        sprintf('%-16s%-12s%-6s%-6s%-8s%-10s`', $_->[0], 0, 0, 0, '100644', $_->[2] // length $_->[1]) . "\n" . $_->[1] . "\n" x (length($_->[1]) & 1)
    } @_;
}

# pdf \%how, OBJECT...: the objects' texts, numbered from 1, of which 1 is the catalogue.  how: trailer (more entries), xref (text instead).
sub pdf {
    my $how = ref $_[0] eq 'HASH' ? shift : {};
    my ($out, @at) = ("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n");
    for my $i (0 .. $#_) {
        push @at, length $out;
        $out .= ($i + 1) . " 0 obj\n$_[$i]\nendobj\n";
    }
    my $xref = length $out;
    $out .= sprintf("xref\n0 %d\n0000000000 65535 f \n", @_ + 1) . join('', map { sprintf "%010d 00000 n \n", $_ } @at);
    $out . sprintf("trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%s\n%%%%EOF\n", @_ + 1, $how->{trailer} // '', $how->{startxref} // $xref);
}

sub stream { my ($dict, $bytes, $length) = @_; sprintf("<< %s /Length %s >>\nstream\n", $dict, $length // length $bytes) . "$bytes\nendstream" }

# pdf_text \%how, TEXT: one page that says it.  how: content (its stream object instead), page (more entries), trailer.
sub pdf_text {
    my ($how, $text) = @_;
    my $lines = join ' ', map { "($_) Tj 0 -14 Td" } split /\n/, $text;
    pdf($how, '<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> ' . ($how->{page} // '') . ' >>',
        $how->{content} // stream('', "BT /F1 11 Tf 50 800 Td $lines ET"),
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>', @{$how->{more} // []});
}

sub chunk { my ($type, $bytes) = @_; pack('N', length $bytes) . "$type$bytes" . pack('N', Compress::Zlib::crc32("$type$bytes")) }

# png WIDTH, HEIGHT, BYTES: a grey picture that claims so many pixels and brings so many bytes of them (unpacked).
sub png {
    my ($width, $height, $bytes) = @_;
    "\x89PNG\r\n\x1a\n" . chunk('IHDR', pack('NNCCCCC', $width, $height, 8, 0, 0, 0, 0)) . chunk('IDAT', Compress::Zlib::compress($bytes)) . chunk('IEND', '');
}
1;
