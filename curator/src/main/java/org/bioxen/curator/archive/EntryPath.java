// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.archive;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bioxen.curator.archive.ArchiveException.Reason;

/**
 * A name out of an archive that means the same file, below the folder that it is put into, on every file system.
 *
 * @param text the name in normal form C
 */
record EntryPath(String text) {
    private static final int PART_BYTES = 255;
    private static final int SHOWN = 80;
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
    private static final Pattern RESERVED =
            Pattern.compile("(con|prn|aux|nul|conin\\$|conout\\$|clock\\$|com[0-9]|lpt[0-9]) *([.].*)?");

    /**
     * Checks a name.
     *
     * @param name the name as the archive gives it, without the slash at the end that marks a folder
     */
    static EntryPath parse(String name, ArchiveLimits limits) throws ArchiveException {
        if (name.isEmpty()) {
            throw new ArchiveException(Reason.EMPTY_NAME, "an entry has no name");
        }
        checkCharacters(name);
        String composed = Normalizer.normalize(name, Form.NFC);
        checkParts(composed, limits);
        // Some file systems fold compatible characters, such as the two-dot leader, into plain ones.
        checkParts(Normalizer.normalize(name, Form.NFKC), limits);
        return new EntryPath(composed);
    }

    private static void checkCharacters(String name) throws ArchiveException {
        for (int at = 0; at < name.length(); at += Character.charCount(name.codePointAt(at))) {
            int c = name.codePointAt(at);
            if (c == '\uFFFD' || Character.getType(c) == Character.SURROGATE) {
                throw refused(Reason.NAME_ENCODING, name, "is not UTF-8");
            }
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED ->
                    throw refused(Reason.CONTROL_CHARACTER, name, "has a control or an invisible character");
                default -> {}
            }
        }
    }

    private static void checkParts(String name, ArchiveLimits limits) throws ArchiveException {
        if (DRIVE.matcher(name).matches()) {
            throw refused(Reason.DRIVE, name, "names a drive");
        }
        if (name.startsWith("/")) {
            throw refused(Reason.ABSOLUTE, name, "begins at the root");
        }
        if (name.indexOf('\\') >= 0) {
            throw refused(Reason.BACKSLASH, name, "has a backslash");
        }
        if (name.chars().anyMatch(c -> "<>:\"|?*".indexOf(c) >= 0)) {
            throw refused(Reason.FORBIDDEN_CHARACTER, name, "has one of < > : \" | ? *");
        }
        if (utf8Length(name) > limits.nameBytes()) {
            throw refused(Reason.NAME_TOO_LONG, name, "is longer than " + limits.nameBytes() + " bytes");
        }
        List<String> parts = List.of(name.split("/", -1));
        if (parts.size() - 1 > limits.depth()) {
            throw refused(Reason.TOO_DEEP, name, "lies in more than " + limits.depth() + " folders");
        }
        for (String part : parts) {
            checkPart(name, part);
        }
    }

    private static void checkPart(String name, String part) throws ArchiveException {
        if (part.isEmpty()) {
            throw refused(Reason.EMPTY_SEGMENT, name, "has two slashes in a row or one at the end");
        }
        if (part.equals("..") || part.replaceAll("[. ]", "").isEmpty() && part.startsWith("..")) {
            throw refused(Reason.TRAVERSAL, name, "leads out of the archive");
        }
        if (part.equals(".")) {
            throw refused(Reason.DOT_SEGMENT, name, "has a part that is only a dot");
        }
        if (part.endsWith(".") || part.endsWith(" ")) {
            throw refused(Reason.TRAILING_DOT_OR_BLANK, name, "has a part that ends in a dot or a blank");
        }
        if (RESERVED.matcher(part.toLowerCase(Locale.ROOT)).matches()) {
            throw refused(Reason.RESERVED_NAME, name, "is what some systems call a device");
        }
        if (utf8Length(part) > PART_BYTES) {
            throw refused(Reason.NAME_TOO_LONG, name, "has a part longer than " + PART_BYTES + " bytes");
        }
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static ArchiveException refused(Reason reason, String name, String why) {
        return new ArchiveException(reason, "the name '" + shown(name) + "' " + why);
    }

    /** A name as it may be shown to a person: short, and nothing in it that a terminal obeys. */
    static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints().limit(SHOWN).forEach(c -> {
            if (c < ' ' || c > '~') {
                shown.append(String.format("\\u{%x}", c));
            } else {
                shown.append((char) c);
            }
        });
        return name.length() > SHOWN ? shown + "…" : shown.toString();
    }

    /** What is the same for two names that some file system takes for one. */
    static String folded(String name) {
        return Normalizer.normalize(name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Form.NFC);
    }

    /** The name as it may be shown to a person. */
    @Override
    public String toString() {
        return shown(text);
    }
}
