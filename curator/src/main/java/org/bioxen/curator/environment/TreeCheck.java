// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bioxen.curator.store.Digests;

/**
 * What was found when each file of a generation was compared with what it should be.
 *
 * @param findings what is wrong, by path
 * @param files how many files were looked at
 */
public record TreeCheck(List<Finding> findings, int files) {
    /** Copies the list. */
    public TreeCheck {
        findings = List.copyOf(findings);
    }

    /** What can be wrong with a file. */
    public enum Kind {
        /** It is not there. */
        MISSING,
        /** It is another. */
        CHANGED,
        /** It should not be there. */
        FOREIGN
    }

    /**
     * A file that is not as it should be.
     *
     * @param path where it is in the tree, or beside it
     * @param detail what was found, in one line
     */
    public record Finding(Kind kind, String path, String detail) {}

    /** Looks at every file of a generation. */
    public static TreeCheck of(EnvironmentFolder folder, Generation generation) throws IOException {
        Path tree = folder.tree(generation.number());
        List<Finding> findings = new ArrayList<>();
        Map<String, BasicFileAttributes> found = walk(tree);
        int files = found.size() + 1;
        for (LockedPackage one : generation.lock().packages().values()) {
            for (LockedFile file : one.files()) {
                compare(one, file, tree, found.remove(file.path()), findings);
            }
        }
        for (Map.Entry<String, byte[]> file :
                RocksMetadata.of(generation.lock()).entrySet()) {
            compare(
                    "LuaRocks' description",
                    file.getKey(),
                    tree,
                    file.getValue(),
                    found.remove(file.getKey()),
                    findings);
        }
        byte[] needs = EngineNeeds.of(generation.lock()).text().getBytes(StandardCharsets.UTF_8);
        Path beside = folder.generation(generation.number());
        compare(
                "the environment",
                EngineNeeds.FILE,
                beside,
                needs,
                Files.exists(beside.resolve(EngineNeeds.FILE))
                        ? Files.readAttributes(beside.resolve(EngineNeeds.FILE), BasicFileAttributes.class)
                        : null,
                findings);
        found.keySet().forEach(path -> findings.add(new Finding(Kind.FOREIGN, path, "belongs to no package")));
        findings.sort(Comparator.comparing(Finding::path));
        return new TreeCheck(findings, files);
    }

    private static Map<String, BasicFileAttributes> walk(Path tree) throws IOException {
        Map<String, BasicFileAttributes> found = new TreeMap<>();
        if (!Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
            return found;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.put(tree.relativize(file).toString().replace('\\', '/'), attributes);
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static void compare(
            LockedPackage owner, LockedFile file, Path tree, BasicFileAttributes attributes, List<Finding> findings)
            throws IOException {
        if (attributes == null) {
            findings.add(new Finding(Kind.MISSING, file.path(), "is a file of " + owner.id() + " and not there"));
        } else if (!attributes.isRegularFile()) {
            findings.add(
                    new Finding(Kind.CHANGED, file.path(), "is a file of " + owner.id() + " and no plain file now"));
        } else if (attributes.size() != file.size()
                || !Digests.sha256(tree.resolve(file.path())).equals(file.sha256())) {
            findings.add(new Finding(
                    Kind.CHANGED,
                    file.path(),
                    "is a file of " + owner.id() + " and has other content than it came with"));
        }
    }

    private static void compare(
            String owner,
            String path,
            Path root,
            byte[] content,
            BasicFileAttributes attributes,
            List<Finding> findings)
            throws IOException {
        if (attributes == null) {
            findings.add(new Finding(Kind.MISSING, path, "is a file of " + owner + " and not there"));
        } else if (!attributes.isRegularFile()
                || attributes.size() != content.length
                || !Arrays.equals(Files.readAllBytes(root.resolve(path)), content)) {
            findings.add(new Finding(
                    Kind.CHANGED, path, "is a file of " + owner + " and has other content than it was written with"));
        }
    }
}
