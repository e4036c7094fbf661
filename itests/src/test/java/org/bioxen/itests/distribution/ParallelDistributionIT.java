// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.bioxen.itests.distribution.Bioxen.bioxen;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several processes of one installation at once. */
class ParallelDistributionIT {
    private static final int PROCESSES = 4;

    @Test
    void processesOfOneInstallationDoNotDisturbEachOther() {
        List<Running> all = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                all.add(bioxen().start("exec", "io.write(io.read(), ' ') return " + i));
            }
            // None ends before the last has been started: each waits for its input.
            for (int i = 0; i < PROCESSES; i++) {
                all.get(i).type("input " + i + "\n");
            }
            for (int i = 0; i < PROCESSES; i++) {
                all.get(i)
                        .await()
                        .exits(0)
                        .prints("input " + i + " " + i + "\n")
                        .complainsNot();
            }
        } finally {
            all.forEach(Running::close);
        }
    }
}
