// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.bioxen.curator.archive.ArchiveException.Reason;

/** Names that no archive may have, whatever kind it is of. */
final class HostileNames {
    /** What is tried, as bytes, with the reason that it is refused for. */
    record Case(String what, byte[] name, Reason reason) {
        @Override
        public String toString() {
            return what;
        }
    }

    private HostileNames() {}

    static Stream<Case> all() {
        return Stream.of(
                of("../outside", Reason.TRAVERSAL),
                of("../../../../../../tmp/outside", Reason.TRAVERSAL),
                of("a/../../outside", Reason.TRAVERSAL),
                of("a/..", Reason.TRAVERSAL),
                of("..", Reason.TRAVERSAL),
                of("lua/../lua/a.lua", Reason.TRAVERSAL),
                of("a/.../b", Reason.TRAVERSAL),
                of("a/.. /b", Reason.TRAVERSAL),
                of("\u2025/outside", Reason.TRAVERSAL),
                of("\u2024\u2024/outside", Reason.TRAVERSAL),
                of("\uFF0E\uFF0E/outside", Reason.TRAVERSAL),
                of("\uFF0Fetc/passwd", Reason.ABSOLUTE),
                of("\uFF3C\uFF3Cserver\uFF3Cshare", Reason.BACKSLASH),
                raw("an overlong dot", new byte[] {(byte) 0xC0, (byte) 0xAE, '/', 'x'}, Reason.NAME_ENCODING),
                raw("half a character", new byte[] {'a', (byte) 0xE2, (byte) 0x82}, Reason.NAME_ENCODING),
                raw("Latin-1", "\u00e9.lua".getBytes(StandardCharsets.ISO_8859_1), Reason.NAME_ENCODING),
                raw("a surrogate", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, Reason.NAME_ENCODING),
                of("\uFFFD.lua", Reason.NAME_ENCODING),
                of("/etc/passwd", Reason.ABSOLUTE),
                of("//server/share/x", Reason.ABSOLUTE),
                of("C:/windows/x", Reason.DRIVE),
                of("c:\\windows\\x", Reason.DRIVE),
                of("c:x", Reason.DRIVE),
                of("\\\\server\\share\\x", Reason.BACKSLASH),
                of("\\\\?\\C:\\x", Reason.BACKSLASH),
                of("..\\outside", Reason.BACKSLASH),
                of("lua\\a.lua", Reason.BACKSLASH),
                of("a\u0007b", Reason.CONTROL_CHARACTER),
                of("a\nb", Reason.CONTROL_CHARACTER),
                of("\u001b[31mred", Reason.CONTROL_CHARACTER),
                of("a\u200Db", Reason.CONTROL_CHARACTER),
                of("gnp\u202Eaul.lua", Reason.CONTROL_CHARACTER),
                of("a\u2028b", Reason.CONTROL_CHARACTER),
                of("a\u007Fb", Reason.CONTROL_CHARACTER),
                of("a/./b", Reason.DOT_SEGMENT),
                of("a//b", Reason.EMPTY_SEGMENT),
                of("a./b", Reason.TRAILING_DOT_OR_BLANK),
                of("a.lua ", Reason.TRAILING_DOT_OR_BLANK),
                of("a.lua.", Reason.TRAILING_DOT_OR_BLANK),
                of("con", Reason.RESERVED_NAME),
                of("lua/NUL.lua", Reason.RESERVED_NAME),
                of("aux.tar.gz", Reason.RESERVED_NAME),
                of("COM\u00B9", Reason.RESERVED_NAME),
                of("lpt1 .txt", Reason.RESERVED_NAME),
                of("a.lua:hidden", Reason.FORBIDDEN_CHARACTER),
                of("what?.lua", Reason.FORBIDDEN_CHARACTER),
                of("a|b", Reason.FORBIDDEN_CHARACTER),
                of("a/b/c/d/e/f/g/h/i/j", Reason.TOO_DEEP));
    }

    private static Case of(String name, Reason reason) {
        return new Case(EntryPath.shown(name), TarBytes.utf8(name), reason);
    }

    private static Case raw(String what, byte[] name, Reason reason) {
        return new Case(what, name, reason);
    }
}
