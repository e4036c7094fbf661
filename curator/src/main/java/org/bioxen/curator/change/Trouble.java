// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.bioxen.api.curator.CuratorException;

/** What a disk that does not let us is told people as. */
final class Trouble {
    private Trouble() {}

    /**
     * What has happened.
     *
     * @param doing what failed, such as {@code install json}
     * @param environment its environment, which is as before
     */
    static CuratorException of(String doing, String environment, IOException fault) {
        if (fault instanceof ClosedByInterruptException
                || Thread.currentThread().isInterrupted()) {
            return interrupted(doing, environment, fault);
        }
        return new CuratorException(doing + " in environment '" + environment + "' failed: " + what(fault), fault);
    }

    static CuratorException interrupted(String doing, String environment, Exception cause) {
        return new CuratorException(
                doing + " in environment '" + environment + "' was interrupted; all is as it was before", cause);
    }

    private static String what(IOException fault) {
        String place = fault instanceof FileSystemException at && at.getFile() != null ? at.getFile() + ": " : "";
        String text = String.valueOf(
                        fault instanceof FileSystemException at && at.getReason() != null
                                ? at.getReason()
                                : fault.getMessage())
                .lines()
                .findFirst()
                .orElse("");
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("no space") || lower.contains("quota") || lower.contains("not enough space")) {
            return place + "the disk is full; free some space (env:gc removes what nobody needs) and do it again";
        }
        if (lower.contains("read-only")) {
            return place + "the file system is read-only; give another folder for data";
        }
        if (fault instanceof AccessDeniedException) {
            return place + "no permission; let this user write there, or give another folder for data";
        }
        if (fault instanceof FileSystemException at && at.getReason() == null) {
            return text + " " + plainly(at); // its message is the file alone
        }
        return place + text;
    }

    private static String plainly(FileSystemException fault) {
        if (fault instanceof NoSuchFileException) {
            return "is not there";
        }
        return fault instanceof FileAlreadyExistsException
                ? "is there already"
                : "cannot be used (" + fault.getClass().getSimpleName() + ")";
    }
}
