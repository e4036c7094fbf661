// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.lib;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What Java reports of a failed system call, in C's words and numbers. */
final class SystemErrors {
    private SystemErrors() {}

    private static final String[] TEXTS = {
        "No such file or directory",
        "Permission denied",
        "File exists",
        "Not a directory",
        "Is a directory",
        "Invalid argument",
        "Illegal seek",
        "Broken pipe",
        "Directory not empty",
        "Bad file descriptor",
        "Operation not permitted",
        "Too many open files",
        "File name too long",
        "Too many levels of symbolic links",
        "Invalid cross-device link",
        "No space left on device",
        "Read-only file system",
        "File too large"
    };
    private static final int[] CODES = {2, 13, 17, 20, 21, 22, 29, 32, 39, 9, 1, 24, 36, 40, 18, 28, 30, 27};

    /** As {@code strerror} words it. */
    static String message(IOException failure) {
        int code = code(failure);
        for (int i = 0; i < CODES.length; i++) {
            if (CODES[i] == code) {
                return TEXTS[i];
            }
        }
        String reason = reason(failure);
        return reason == null ? "Input/output error" : reason;
    }

    /** As {@code errno} has it on Linux. */
    static int code(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return 2;
        }
        if (failure instanceof AccessDeniedException) {
            return 13;
        }
        if (failure instanceof FileAlreadyExistsException) {
            return 17;
        }
        if (failure instanceof NotDirectoryException) {
            return 20;
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return 39;
        }
        String text = String.valueOf(reason(failure));
        for (int i = 0; i < TEXTS.length; i++) {
            if (text.contains(TEXTS[i])) {
                return CODES[i];
            }
        }
        return 5;
    }

    /** What went wrong, without the file that it happened to: that may be a name which no script has given. */
    private static String reason(IOException failure) {
        return failure instanceof FileSystemException f ? f.getReason() : failure.getMessage();
    }
}
