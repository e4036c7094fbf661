// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Whether a process waits for something and does not compute, as {@code /proc} tells: it sleeps, and has used no CPU time since the
 * look before. Never where there is no {@code /proc}. Thread-safe.
 */
final class SleepWatch {
    /** Of what follows the name in the line: state, and CPU time in the process and in the kernel for it. */
    private static final int STATE = 0;

    private static final int USER_TIME = 11;
    private static final int KERNEL_TIME = 12;

    private final Path stat;
    private String before = ""; // guarded by this

    SleepWatch(long pid) {
        stat = Path.of("/proc", Long.toString(pid), "stat");
    }

    /** Looks; the first look never finds it waiting. */
    synchronized boolean look() {
        String now = "";
        boolean sleeps = false;
        byte[] buffer = new byte[1024];
        try (InputStream in = new FileInputStream(stat.toFile())) {
            String line = new String(buffer, 0, in.readNBytes(buffer, 0, buffer.length), StandardCharsets.ISO_8859_1);
            // The name may hold anything, closing brackets included.
            String[] fields = line.substring(line.lastIndexOf(')') + 1).trim().split(" ", KERNEL_TIME + 2);
            if (fields.length > KERNEL_TIME) {
                now = fields[USER_TIME] + " " + fields[KERNEL_TIME];
                sleeps = fields[STATE].equals("S") && now.equals(before);
            }
        } catch (IOException gone) {
            // It ends just now, or nobody can tell.
        }
        before = now;
        return sleeps;
    }
}
