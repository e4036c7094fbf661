// SPDX-License-Identifier: Apache-2.0
package org.bioxen.tck.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Does the same on several threads at once. */
final class AtOnce {
    private static final int SECONDS = 60;

    private AtOnce() {}

    static <T> List<T> all(int threads, Callable<T> work) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<T>> begun = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                begun.add(workers.submit(() -> {
                    start.await(SECONDS, TimeUnit.SECONDS);
                    return work.call();
                }));
            }
            List<T> done = new ArrayList<>();
            for (Future<T> one : begun) {
                done.add(one.get(SECONDS, TimeUnit.SECONDS));
            }
            return done;
        } finally {
            workers.shutdownNow();
        }
    }
}
