// SPDX-License-Identifier: Apache-2.0
package org.bioxen.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bioxen.itests.distribution.Bioxen.bioxen;

import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The start script opens to the engine what coroutines without threads need, where the JVM has it. */
class CoroutineDistributionIT {
    private static final int FIRST_WITH_CONTINUATIONS = 21;

    @Test
    void thousandCoroutinesNeedNoThreadsFromJava21On() {
        Assumptions.assumeThat(Runtime.version().feature())
                .as("the version of Java; run the tests with %d or later", FIRST_WITH_CONTINUATIONS)
                .isGreaterThanOrEqualTo(FIRST_WITH_CONTINUATIONS);
        Assumptions.assumeThat(Files.isReadable(Path.of("/proc/self/status")))
                .as("this system counts threads in /proc")
                .isTrue();

        Completed run = bioxen().with("JAVA_HOME", System.getProperty("java.home"))
                .run("exec", "--backend", "luaj", """
                        local alive = {}
                        for i = 1, 1000 do
                          alive[i] = coroutine.wrap(function() while true do i = i + 1 coroutine.yield(i) end end)
                          alive[i]()
                        end
                        for line in io.lines('/proc/self/status') do
                          threads = threads or line:match('^Threads:%s+(%d+)')
                        end
                        assert(alive[1000]() == 1002)
                        return threads""")
                .exits(0)
                .complainsNot();

        assertThat(Integer.parseInt(run.stdout().strip())).as("threads").isLessThan(200);
    }
}
