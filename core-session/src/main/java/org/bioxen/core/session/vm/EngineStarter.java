// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bioxen.api.vm.BackendUnavailableException;
import org.bioxen.api.vm.LuaVmException;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.EngineStartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses a backend for a spec and starts an engine there. Thread-safe. */
final class EngineStarter {
    private static final Logger LOG = LoggerFactory.getLogger(EngineStarter.class);

    private final VmHost host;
    private final VmSpec spec;

    EngineStarter(VmHost host, VmSpec spec) {
        this.host = host;
        this.spec = spec;
    }

    /**
     * Starts one.
     *
     * @param version the Lua version that it must have, beyond what the spec says
     * @param patient whether to wait also when there are backends, but none that fits
     * @param wait how long to wait for a backend
     * @param unwanted ends the wait when it says true
     * @throws LuaVmException if none could be started
     * @throws InterruptedException if the thread is interrupted while it waits for a backend
     */
    OwnedEngine start(Optional<String> version, boolean patient, Duration wait, BooleanSupplier unwanted)
            throws InterruptedException {
        Backends.Choice choice = host.backends().choose(spec, version, patient, wait, unwanted);
        BoundBackend bound = choice.bound();
        try {
            return bound.start(choice.service(), choice.descriptor(), engineSpec(version));
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

    private EngineSpec engineSpec(Optional<String> version) {
        EngineSpec.Builder builder = EngineSpec.builder(spec.level())
                .grants(spec.grants())
                .limits(spec.limits())
                .networked(spec.networked())
                .debug(spec.debug());
        spec.luaVersion().or(() -> version).ifPresent(builder::luaVersion);
        spec.luaExecutable().ifPresent(builder::luaExecutable);
        return builder.build();
    }
}
