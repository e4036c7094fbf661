// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.bioxen.curator.environment.FileSource;
import org.bioxen.curator.environment.LockedFile;
import org.bioxen.curator.store.ContentStore;
import org.bioxen.curator.store.Digests;
import org.bioxen.curator.store.Durable;

/**
 * Files from the store, and what it lacks from another generation, if that has it as it should be.
 *
 * @param tree the tree of the other generation
 */
record StoreSource(ContentStore store, Optional<Path> tree) implements FileSource {
    /** A file that neither has. */
    static final class Missing extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient LockedFile file;

        Missing(LockedFile file) {
            super("the store does not have " + file.path());
            this.file = file;
        }

        LockedFile file() {
            return file;
        }
    }

    @Override
    public void place(LockedFile file, Path target) throws IOException {
        if (store.deploy(file.sha256(), target, file.executable())) {
            return;
        }
        if (tree.isEmpty() || !takeFrom(tree.get().resolve(file.path()), file)) {
            throw new Missing(file);
        }
        if (!store.deploy(file.sha256(), target, file.executable())) {
            throw new Missing(file);
        }
    }

    private boolean takeFrom(Path old, LockedFile file) throws IOException {
        if (!Files.isRegularFile(old, LinkOption.NOFOLLOW_LINKS) || Files.size(old) != file.size()) {
            return false;
        }
        Path folder = store.newIncoming();
        try {
            Path copy = folder.resolve("file");
            Files.copy(old, copy, LinkOption.NOFOLLOW_LINKS);
            if (!Digests.sha256(copy).equals(file.sha256())) {
                return false;
            }
            store.put(copy, file.sha256());
            return true;
        } finally {
            Durable.deleteTree(folder);
        }
    }
}
