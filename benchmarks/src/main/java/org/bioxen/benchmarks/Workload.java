// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** A script that computes, with the argument that makes it run long enough to be measured and one for a first try. */
public enum Workload {
    /** Calls. */
    FIB(28, 10),
    /** Fields and floating point. */
    NBODY(30_000, 10),
    /** Arrays of floating point. */
    SPECTRAL(200, 5),
    /** Arrays of integers. */
    FANNKUCH(9, 5),
    /** Allocation. */
    TREES(15, 6),
    /** Short strings as keys. */
    KMER(200_000, 100),
    /** Building and searching text. */
    STRINGS(50_000, 200),
    /** Hand-over between coroutines. */
    COROUTINES(20_000, 40),
    /** Methods, closures, sorting. */
    OBJECTS(500_000, 100);

    private final int full;
    private final int tiny;

    Workload(int full, int tiny) {
        this.full = full;
        this.tiny = tiny;
    }

    /** What the script is called with. */
    int argument(boolean whole) {
        return whole ? full : tiny;
    }

    /** The script. */
    byte[] source() {
        String name = "/workloads/" + name().toLowerCase(Locale.ROOT) + ".lua";
        try (InputStream in = Workload.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new IllegalStateException("cannot read " + name, failed);
        }
    }
}
