// SPDX-License-Identifier: Apache-2.0
package org.bioxen.examples.patterns;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmGroup;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmScope;
import org.bioxen.api.vm.VmSpec;

/**
 * Scripts that run while the caller goes on: {@code future = manager.execute_vm_async(id, code)}, {@code future.result(timeout=5)}, and
 * the helpers for clusters. Every script that was accepted has an outcome in the end, also if its engine is replaced meanwhile.
 */
final class AsynchronousPattern {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Script SUM = Script.of("local n = 0 for i = 1, 1000 do n = n + i end return n");

    private final VmManager manager;

    AsynchronousPattern(VmManager manager) {
        this.manager = manager;
    }

    void run(Report report) throws InterruptedException {
        VmSpec spec = VmSpec.builder().level(SandboxLevel.TRUSTED).build();
        try (VmScope scope = manager.openScope()) {
            Vm vm = scope.create(spec);

            // A future, and what follows from it.
            Execution sum = vm.submit(SUM);
            String text = sum.result()
                    .thenApply(result -> "the sum is " + result.values().get(0).asText())
                    .toCompletableFuture()
                    .join();
            report.line(text);

            // Waiting with a bound, live output, and a script that is stopped.
            CountDownLatch begun = new CountDownLatch(1);
            Execution endless = vm.submit(
                    Script.of("print('begun') while true do end"),
                    ExecutionOptions.builder()
                            .outputListener((stream, bytes) -> heard(bytes, begun))
                            .build());
            report.line("heard of it: " + begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            report.line(
                    "ended by itself: " + endless.await(Duration.ofMillis(50)).isPresent());
            endless.interrupt();
            report.line("ended: "
                    + endless.await(PATIENCE).map(ExecutionResult::outcome).orElseThrow());
        }

        // Many VMs at once.
        try (VmGroup workers = manager.group("async-worker", 4, spec)) {
            List<Execution> all = workers.broadcast(SUM);
            report.line("all ended: " + workers.awaitAll(PATIENCE));
            for (Execution one : all) {
                report.line(one.vmId() + ": " + one.stdoutSoFar().strip());
            }
        }
    }

    private static void heard(ByteBuffer bytes, CountDownLatch begun) {
        if (StandardCharsets.UTF_8.decode(bytes).toString().contains("begun")) {
            begun.countDown();
        }
    }
}
