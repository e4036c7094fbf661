// SPDX-License-Identifier: Apache-2.0
package org.bioxen.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A plain pool of threads with the stack that the embedded backend asks for. */
@State(Scope.Thread)
public class PoolState {
    private ExecutorService threads;

    /** Makes it. */
    @Setup(Level.Trial)
    public void open() {
        Platform platform = Platform.open();
        long stackBytes = platform.backend("luaj").descriptor().evaluationStackBytes();
        platform.close();
        threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                5,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> new Thread(null, work, "pooled", stackBytes));
    }

    <T> T call(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads).join();
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void close() {
        threads.shutdown();
    }
}
