// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.util.Optional;
import java.util.Set;
import org.bioxen.api.vm.Enforcement;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.spi.backend.BackendDescriptor;

/** Whether a backend satisfies a spec whole. */
final class BackendFit {
    private BackendFit() {}

    /**
     * Why not; empty if it does.
     *
     * @param version the Lua version that it must run, beyond what the spec says
     */
    static Optional<String> refusal(BackendDescriptor backend, VmSpec spec, Optional<String> version) {
        if (!backend.levels().contains(spec.level())) {
            return Optional.of("keeps " + levels(backend) + " at most, not "
                    + spec.level().name().toLowerCase(java.util.Locale.ROOT)
                    + (backend.remarks().isEmpty() ? "" : " (" + String.join("; ", backend.remarks()) + ")"));
        }
        if (spec.networked() && !backend.networked()) {
            return Optional.of("offers no network");
        }
        Optional<String> executable = executableRefusal(backend, spec);
        if (executable.isPresent()) {
            return executable;
        }
        for (Optional<String> wanted : java.util.List.of(spec.luaVersion(), version)) {
            if (wanted.isPresent() && !backend.luaVersions().contains(wanted.get()) && !chosenByPath(backend, spec)) {
                return Optional.of(
                        "runs Lua " + String.join(", ", backend.luaVersions()) + ", not Lua " + wanted.get());
            }
        }
        return limitRefusal(backend.enforcements(), spec.limits());
    }

    private static boolean chosenByPath(BackendDescriptor backend, VmSpec spec) {
        return backend.executablesByPath()
                && spec.luaExecutable().filter(name -> name.indexOf('/') >= 0).isPresent();
    }

    private static Optional<String> executableRefusal(BackendDescriptor backend, VmSpec spec) {
        if (spec.luaExecutable().isEmpty() || chosenByPath(backend, spec)) {
            return Optional.empty();
        }
        String wanted = spec.luaExecutable().get();
        if (backend.interpreters().isEmpty()) {
            return Optional.of("runs no interpreter of one's choice, so not '" + wanted + "'");
        }
        StringBuilder names = new StringBuilder();
        for (BackendDescriptor.Interpreter interpreter : backend.interpreters()) {
            if (interpreter.name().equals(wanted)) {
                return Optional.empty();
            }
            names.append(names.length() == 0 ? "" : ", ").append(interpreter.name());
        }
        return Optional.of("has " + names + ", not '" + wanted + "'");
    }

    private static Optional<String> limitRefusal(Set<Enforcement> kept, Limits limits) {
        if (limits.wallTime().isPresent() && !kept.contains(Enforcement.WALL_TIME)) {
            return Optional.of("cannot limit wall-clock time");
        }
        if (limits.outputBytes().isPresent() && !kept.contains(Enforcement.OUTPUT)) {
            return Optional.of("cannot limit output");
        }
        if (limits.cpuTime().isPresent() && !kept.contains(Enforcement.CPU_TIME)) {
            return Optional.of("cannot limit CPU time");
        }
        if (limits.instructions().isPresent() && !kept.contains(Enforcement.INSTRUCTIONS)) {
            return Optional.of("cannot limit instructions");
        }
        if (limits.memoryBytes().isPresent()
                && !kept.contains(Enforcement.MEMORY)
                && !kept.contains(Enforcement.HARD_MEMORY)) {
            return Optional.of("cannot limit memory");
        }
        if (limits.callDepth().isPresent() && !kept.contains(Enforcement.CALL_DEPTH)) {
            return Optional.of("cannot limit the call depth");
        }
        return Optional.empty();
    }

    private static String levels(BackendDescriptor backend) {
        SandboxLevel highest = SandboxLevel.TRUSTED;
        for (SandboxLevel level : backend.levels()) {
            highest = level.compareTo(highest) > 0 ? level : highest;
        }
        return highest.name().toLowerCase(java.util.Locale.ROOT);
    }
}
