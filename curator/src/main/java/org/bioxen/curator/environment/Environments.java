// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bioxen.api.curator.EnvironmentInfo;
import org.bioxen.api.curator.EnvironmentNotFoundException;
import org.bioxen.api.curator.GenerationInfo;

/** All environments, to look at. Thread-safe. */
public final class Environments {
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
            if (EnvironmentNames.isName(name)) {
                all.add(new EnvironmentFolder(folders, name));
            }
        }
        return all;
    }

    /** What there is to tell about an environment, if it is there. */
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
        } catch (EnvironmentNotFoundException none) {
            return Optional.empty();
        }
    }

    /** The generations of an environment, newest first. */
    public List<GenerationInfo> generations(EnvironmentFolder folder) throws IOException {
        OptionalLong current = Pin.present(folder, true);
        List<GenerationInfo> all = new ArrayList<>();
        for (Generation one : folder.readAll()) {
            if (one.number() <= current.getAsLong()) { // a later one is just being made
                all.add(
                        0,
                        new GenerationInfo(
                                one.number(),
                                one.made(),
                                one.what(),
                                one.number() == current.getAsLong(),
                                one.lock().packages().values().stream()
                                        .map(LockedPackage::id)
                                        .toList()));
            }
        }
        return all;
    }
}
