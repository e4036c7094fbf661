// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.vm;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bioxen.api.vm.BackendInfo;
import org.bioxen.api.vm.Execution;
import org.bioxen.api.vm.ExecutionOptions;
import org.bioxen.api.vm.ExecutionResult;
import org.bioxen.api.vm.LuaError;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StandardStream;
import org.bioxen.api.vm.Vm;
import org.bioxen.api.vm.VmGroup;
import org.bioxen.api.vm.VmInfo;
import org.bioxen.api.vm.VmManager;
import org.bioxen.api.vm.VmNotFoundException;
import org.bioxen.api.vm.VmScope;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.api.vm.VmState;

/**
 * VMs without engines: each script ends at once as {@link #ending} said, after it has written that result's output, or, if that was not
 * said, when it is interrupted.
 */
final class Vms implements VmManager {
    final List<Script> scripts = new ArrayList<>();
    final List<ExecutionOptions> options = new ArrayList<>();
    private final Map<String, Vm> living = new TreeMap<>();
    private Optional<ExecutionResult> next = Optional.empty();

    Vms ending(ExecutionResult result) {
        next = Optional.of(result);
        return this;
    }

    /** A script that has printed this. */
    static ExecutionResult printed(String text) {
        return ExecutionResult.builder(Outcome.COMPLETED)
                .stdout(text.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    @Override
    public Vm create(VmSpec spec) {
        Vm vm = new Idle(spec.id().orElse("vm-1"), spec);
        living.put(vm.id(), vm);
        return vm;
    }

    @Override
    public Optional<Vm> find(String id) {
        return Optional.ofNullable(living.get(id));
    }

    @Override
    public Vm get(String id) {
        return find(id).orElseThrow(() -> new VmNotFoundException("there is no VM '" + id + "'"));
    }

    @Override
    public List<VmInfo> list() {
        return living.values().stream().map(Vm::info).toList();
    }

    @Override
    public void terminate(String id) {
        get(id).close();
    }

    @Override
    public VmScope openScope() {
        throw new UnsupportedOperationException();
    }

    @Override
    public VmGroup group(String name, int count, VmSpec template) {
        List<Vm> vms = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            vms.add(create(template.toBuilder().id(name + "-" + i).build()));
        }
        return new Group(name, List.copyOf(vms));
    }

    @Override
    public List<BackendInfo> backends() {
        return List.of(
                BackendInfo.builder("luaj").engine("LuaJ 3.0.1").ranking(10).build());
    }

    private final class Idle implements Vm {
        private final String id;
        private final VmSpec spec;
        private final List<Running> running = new ArrayList<>();

        Idle(String id, VmSpec spec) {
            this.id = id;
            this.spec = spec;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public VmSpec spec() {
            return spec;
        }

        @Override
        public VmState state() {
            return VmState.IDLE;
        }

        @Override
        public VmInfo info() {
            return VmInfo.builder(id, spec)
                    .state(VmState.IDLE)
                    .backend("luaj")
                    .luaVersion("5.2")
                    .created(Instant.EPOCH)
                    .build();
        }

        @Override
        public ExecutionResult execute(Script script, ExecutionOptions how) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Execution submit(Script script, ExecutionOptions how) {
            scripts.add(script);
            options.add(how);
            Running execution = new Running(id);
            running.add(execution);
            next.ifPresent(result -> {
                how.outputListener().ifPresent(listener -> {
                    listener.output(StandardStream.STDOUT, result.stdoutBytes());
                    listener.output(StandardStream.STDERR, result.stderrBytes());
                });
                execution.end(result);
            });
            return execution;
        }

        @Override
        public boolean interrupt() {
            return running.stream().anyMatch(Running::interrupt);
        }

        @Override
        public void close() {
            living.remove(id);
        }
    }

    private record Running(String vmId, CompletableFuture<ExecutionResult> end) implements Execution {
        Running(String vmId) {
            this(vmId, new CompletableFuture<>());
        }

        boolean end(ExecutionResult ended) {
            return end.complete(ended);
        }

        @Override
        public CompletionStage<ExecutionResult> result() {
            return end;
        }

        @Override
        public boolean isDone() {
            return end.isDone();
        }

        @Override
        public Optional<ExecutionResult> await(Duration timeout) throws InterruptedException {
            try {
                return Optional.of(end.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
            } catch (TimeoutException notYet) {
                return Optional.empty();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public boolean interrupt() {
            return end(ExecutionResult.builder(Outcome.INTERRUPTED)
                    .error(LuaError.of("interrupted!"))
                    .build());
        }

        @Override
        public String stdoutSoFar() {
            return isDone() ? end.join().stdout() : "so far";
        }
    }

    private record Group(String name, List<Vm> vms) implements VmGroup {
        @Override
        public List<Execution> broadcast(Script script, ExecutionOptions how) {
            return vms.stream().map(vm -> vm.submit(script, how)).toList();
        }

        @Override
        public boolean awaitAll(Duration timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            vms.forEach(Vm::close);
        }
    }
}
