// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.api.curator.EnvironmentNotFoundException;
import org.bioxen.api.curator.GenerationInfo;
import org.bioxen.api.curator.IntegrityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All environments, to look at. Thread-safe. */
public final class Environments {
    private static final Logger LOG = LoggerFactory.getLogger(Environments.class);

    private final CuratorFolders folders;

    /** The environments of these folders. */
    public Environments(CuratorFolders folders) {
        this.folders = folders;
    }

    /**
     * The folder of an environment.
     *
     * @throws EnvironmentNotFoundException if there is no such environment
     */
    public EnvironmentFolder get(String name) {
        if (!EnvironmentNames.isName(name)) {
            throw EnvironmentFolder.notFound(name);
        }
        EnvironmentFolder folder = new EnvironmentFolder(folders, name);
        if (!folder.exists()) {
            throw folder.notFound();
        }
        return folder;
    }

    /** The folders that are there, be they environments or what is left of deleted ones, by name. */
    public List<EnvironmentFolder> all() throws IOException {
        List<EnvironmentFolder> all = new ArrayList<>();
        for (Path path : EnvironmentFolder.list(folders.environments())) {
            String name = path.getFileName().toString();
            if (EnvironmentNames.isName(name) && Files.isDirectory(path)) {
                all.add(new EnvironmentFolder(folders, name));
            }
        }
        return all;
    }

    /** What there is to tell about an environment, if it is there; of one that is damaged no packages are told. */
    public Optional<EnvironmentInfo> info(String name) throws IOException {
        if (!EnvironmentNames.isName(name)) {
            return Optional.empty();
        }
        EnvironmentFolder folder = new EnvironmentFolder(folders, name);
        try {
            Generation now = folder.read();
            return Optional.of(new EnvironmentInfo(
                    name,
                    now.lock().layout().luaVersion(),
                    now.number(),
                    now.made(),
                    now.lock().packages().size(),
                    folder.tree(now.number())));
        } catch (EnvironmentNotFoundException | IntegrityException | NoSuchFileException unreadable) {
            return folder.exists() ? Optional.of(damaged(folder)) : Optional.empty();
        }
    }

    private static EnvironmentInfo damaged(EnvironmentFolder folder) throws IOException {
        long present = 0;
        String luaVersion = "?";
        try {
            luaVersion = folder.readLuaVersion();
            present = folder.readCurrent().orElse(0);
        } catch (IntegrityException | NoSuchFileException alsoDamaged) {
            LOG.debug("environment {}: {}", folder.name(), alsoDamaged.getMessage());
        }
        return new EnvironmentInfo(folder.name(), luaVersion, present, Instant.EPOCH, 0, folder.tree(present));
    }

    /** The generations of an environment, newest first. */
    public List<GenerationInfo> generations(EnvironmentFolder folder) throws IOException {
        OptionalLong current = Pin.present(folder, true);
        List<GenerationInfo> all = new ArrayList<>();
        for (long number : folder.numbers()) {
            if (number <= current.getAsLong()) { // a later one is just being made
                generation(folder, number, number == current.getAsLong()).ifPresent(one -> all.add(0, one));
            }
        }
        return all;
    }

    private static Optional<GenerationInfo> generation(EnvironmentFolder folder, long number, boolean present)
            throws IOException {
        try {
            Generation one = folder.read(number);
            return Optional.of(new GenerationInfo(
                    number,
                    one.made(),
                    one.what(),
                    present,
                    one.lock().packages().values().stream()
                            .map(LockedPackage::id)
                            .toList()));
        } catch (IntegrityException | NoSuchFileException unreadable) {
            return Files.exists(folder.generation(number))
                    ? Optional.of(new GenerationInfo(number, Instant.EPOCH, "cannot be read", present, List.of()))
                    : Optional.empty(); // removed meanwhile
        }
    }
}
