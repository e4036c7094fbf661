// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.output;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Failures in words: what is said of one, and of what caused it. */
public final class Causes {
    private Causes() {}

    /** What caused a failure, where who started this process wants to see everything; else nothing. */
    public static List<String> wanted(Throwable failure) {
        String debug = System.getenv("BIOXEN_DEBUG");
        return "1".equals(debug) || Boolean.parseBoolean(debug) ? chain(failure) : List.of();
    }

    /** What a person is told of a failure: its message; a script's has its traceback below. */
    public static String text(Throwable failure) {
        // A script may have written it: it reaches the terminal as letters alone.
        String message = failure.getMessage() == null
                ? ""
                : Letters.printable(failure.getMessage().strip());
        if (failure instanceof NoSuchFileException) {
            return "there is no file or directory " + message;
        }
        if (failure instanceof AccessDeniedException) {
            return "access to " + message + " is denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return message + " is there already";
        }
        if (failure instanceof InterruptedException) {
            return "interrupted";
        }
        boolean unexpected = failure instanceof Error
                || failure instanceof NullPointerException
                || failure instanceof ClassCastException
                || failure instanceof IndexOutOfBoundsException;
        if (message.isEmpty()) {
            message = failure.getCause() == null ? name(failure) : text(failure.getCause());
        }
        return unexpected ? "failed unexpectedly: " + message + "; cause --trace shows where" : message;
    }

    /** What caused it, outermost first, one line each. */
    public static List<String> chain(Throwable failure) {
        List<String> lines = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            String message = cause.getMessage() == null
                    ? ""
                    : Letters.line(cause.getMessage().lines().findFirst().orElse(""));
            lines.add((lines.isEmpty() ? "" : "caused by ") + name(cause) + (message.isEmpty() ? "" : ": " + message));
        }
        return lines;
    }

    /** Where it happened, with all causes. */
    public static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return Letters.printable(text.toString()).stripTrailing();
    }

    private static String name(Throwable failure) {
        String name = failure.getClass().getName();
        return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    }
}
