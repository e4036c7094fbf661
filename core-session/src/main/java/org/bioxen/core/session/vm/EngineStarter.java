// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bioxen.api.vm.BackendUnavailableException;
import org.bioxen.api.vm.LuaVmException;
import org.bioxen.api.vm.PolicyNotEnforceableException;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.spi.backend.BackendDescriptor;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.EngineStartException;
import org.bioxen.spi.environment.OpenEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses a backend for a spec and an environment, and starts an engine there. Thread-safe. */
final class EngineStarter {
    private static final Logger LOG = LoggerFactory.getLogger(EngineStarter.class);

    private final VmHost host;
    private final VmSpec spec;
    private final VmPackages packages;

    EngineStarter(VmHost host, VmSpec spec, VmPackages packages) {
        this.host = host;
        this.spec = spec;
        this.packages = packages;
    }

    /**
     * Starts one.
     *
     * @param version the Lua version that it must have, beyond what the spec says
     * @param patient whether to wait also when there are backends, but none that fits
     * @param wait how long to wait for a backend
     * @param unwanted ends the wait when it says true
     * @throws LuaVmException if none could be started, or what was started cannot take the environment
     * @throws InterruptedException if the thread is interrupted while it waits for a backend
     */
    OwnedEngine start(Optional<String> version, boolean patient, Duration wait, BooleanSupplier unwanted)
            throws InterruptedException {
        Optional<OpenEnvironment> environment = packages.forStart();
        Optional<String> needed = version.or(() -> environment.flatMap(this::impliedVersion));
        Backends.Choice choice = choose(needed, needed.isPresent() && version.isEmpty(), patient, wait, unwanted);
        OwnedEngine engine = start(choice, engineSpec(choice.descriptor(), needed, environment));
        try {
            environment.ifPresent(there -> VmPackages.check(there, engine));
        } catch (RuntimeException refused) {
            engine.close();
            throw refused;
        }
        return engine;
    }

    /** The environment's Lua version, unless the spec says in any way what it shall run on. */
    private Optional<String> impliedVersion(OpenEnvironment environment) {
        return spec.luaVersion().isPresent()
                        || spec.backend().isPresent()
                        || spec.luaExecutable().isPresent()
                ? Optional.empty()
                : Optional.of(environment.luaVersion());
    }

    private Backends.Choice choose(
            Optional<String> version, boolean implied, boolean patient, Duration wait, BooleanSupplier unwanted)
            throws InterruptedException {
        try {
            return host.backends().choose(spec, version, patient, wait, unwanted);
        } catch (PolicyNotEnforceableException refused) {
            throw implied
                    ? new PolicyNotEnforceableException(
                            refused.getMessage() + "; the environment is for Lua " + version.orElseThrow()
                                    + ", name a backend to use it on another Lua",
                            refused)
                    : refused;
        }
    }

    private OwnedEngine start(Backends.Choice choice, EngineSpec engineSpec) {
        BoundBackend bound = choice.bound();
        try {
            return bound.start(choice.service(), choice.descriptor(), engineSpec);
        } catch (EngineStartException refused) {
            throw new BackendUnavailableException(
                    "backend '" + bound + "' started no engine: " + refused.getMessage(), refused);
        } catch (LuaVmException known) {
            throw known;
        } catch (RuntimeException | LinkageError fault) {
            LOG.error("backend '{}' failed to start an engine", bound, fault);
            throw new BackendUnavailableException("backend '" + bound + "' failed to start an engine: " + fault, fault);
        }
    }

    private EngineSpec engineSpec(
            BackendDescriptor backend, Optional<String> version, Optional<OpenEnvironment> environment) {
        EngineSpec.Builder builder = EngineSpec.builder(spec.level())
                .grants(spec.grants())
                .limits(spec.limits())
                .networked(spec.networked())
                .debug(spec.debug());
        spec.luaVersion()
                .or(() -> version)
                .or(() -> environment
                        .map(OpenEnvironment::luaVersion)
                        .filter(best -> spec.luaExecutable().isEmpty()
                                && backend.luaVersions().contains(best)))
                .ifPresent(builder::luaVersion);
        environment.ifPresent(there -> builder.modules(packages.modules(there)));
        spec.luaExecutable().ifPresent(builder::luaExecutable);
        return builder.build();
    }
}
