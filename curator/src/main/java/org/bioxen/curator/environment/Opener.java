// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bioxen.api.curator.CuratorException;
import org.bioxen.spi.environment.EnvironmentSource;
import org.bioxen.spi.environment.OpenEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens environments; who opens the same generation of the same environment shares a pin. Thread-safe. */
public final class Opener implements EnvironmentSource {
    private static final Logger LOG = LoggerFactory.getLogger(Opener.class);

    private final CuratorFolders folders;
    private final Map<Key, Shared> opened = new HashMap<>(); // guarded by itself

    /** Opens environments of these folders. */
    public Opener(CuratorFolders folders) {
        this.folders = folders;
    }

    private record Key(String name, long generation) {}

    /** A generation that somebody has open. */
    private static final class Shared {
        private final EngineNeeds needs;
        private final Optional<Pin> pin;
        private int users; // guarded by opened

        private Shared(EngineNeeds needs, Optional<Pin> pin) {
            this.needs = needs;
            this.pin = pin;
        }
    }

    @Override
    public OpenEnvironment open(String name) {
        if (!EnvironmentNames.isName(name)) {
            throw EnvironmentFolder.notFound(name);
        }
        EnvironmentFolder folder = new EnvironmentFolder(folders, name);
        try {
            synchronized (opened) {
                Key key = new Key(name, Pin.present(folder, true).getAsLong());
                Shared shared = opened.get(key);
                if (shared == null) {
                    Optional<Pin> pin = pin(folder);
                    key = pin.isEmpty() ? key : new Key(name, pin.get().generation());
                    shared = newShared(folder, key, pin);
                    opened.put(key, shared);
                }
                shared.users++;
                return opened(folder, key, shared);
            }
        } catch (IOException fault) {
            throw new CuratorException(
                    "environment '" + name + "' cannot be opened: " + fault.getMessage() + "; env:health says more",
                    fault);
        }
    }

    private Shared newShared(EnvironmentFolder folder, Key key, Optional<Pin> pin) throws IOException {
        boolean read = false;
        try {
            Shared shared = opened.get(key); // another generation may have come before the pin was set
            if (shared != null) {
                return shared;
            }
            shared = new Shared(EngineNeeds.read(folder.generation(key.generation())), pin);
            read = true;
            return shared;
        } finally {
            if (!read && pin.isPresent()) {
                pin.get().close();
            }
        }
    }

    private OpenEnvironment opened(EnvironmentFolder folder, Key key, Shared shared) {
        return new OpenedGeneration(folder, key.generation(), shared.needs, () -> release(key, shared));
    }

    /** Pins the present generation; where nothing can be written nobody removes anything either. */
    private static Optional<Pin> pin(EnvironmentFolder folder) throws IOException {
        try {
            return Optional.of(Pin.present(folder));
        } catch (FileSystemException readOnly) {
            if (readOnly instanceof AccessDeniedException || !Files.isWritable(folder.root())) {
                LOG.debug(
                        "environment {} is opened without a pin, as its folder is read-only", folder.name(), readOnly);
                return Optional.empty();
            }
            throw readOnly;
        }
    }

    private void release(Key key, Shared shared) {
        synchronized (opened) {
            if (--shared.users > 0) {
                return;
            }
            opened.remove(key, shared);
            if (shared.pin.isPresent()) {
                try {
                    shared.pin.get().close();
                } catch (IOException fault) {
                    LOG.warn("a pin of environment {} stays until this process ends", key.name(), fault);
                }
            }
        }
    }
}
