// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bioxen.curator.store.ContentStore;
import org.bioxen.curator.store.StoredArtifact;
import org.bioxen.spi.catalog.Release;
import org.bioxen.spi.catalog.UnpackedArtifact;

/** An artifact's files as a format is shown them: from the store, each checked when it is read. */
record StoredFiles(ContentStore store, Map<String, StoredArtifact.Entry> entries, Release release, String luaVersion)
        implements UnpackedArtifact {
    private static final long LONGEST = 1 << 20;

    static StoredFiles of(ContentStore store, StoredArtifact artifact, Release release, String luaVersion) {
        Map<String, StoredArtifact.Entry> entries = new TreeMap<>();
        artifact.files().forEach(file -> entries.put(file.path(), file));
        return new StoredFiles(store, entries, release, luaVersion);
    }

    @Override
    public List<String> files() {
        return List.copyOf(entries.keySet());
    }

    @Override
    public byte[] read(String path) throws IOException {
        StoredArtifact.Entry entry = entries.get(path);
        if (entry == null) {
            throw new FileNotFoundException("the artifact has no file " + path);
        }
        return store.read(entry.sha256(), LONGEST);
    }
}
