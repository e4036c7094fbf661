// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bioxen.api.curator.ChangeOptions;
import org.bioxen.api.curator.ChangeReport;
import org.bioxen.api.curator.InstalledPackage;
import org.bioxen.api.curator.PackageName;
import org.bioxen.api.curator.Requirement;
import org.bioxen.curator.environment.CuratorFolders;
import org.bioxen.curator.environment.Opener;
import org.bioxen.curator.format.BioxenFormat;
import org.bioxen.curator.store.Digests;
import org.bioxen.curator.store.Steps;

/** A folder of environments with all that works on it, and catalogs in memory. */
final class World {
    final Path root;
    final Market market;
    final CuratorFolders folders;
    final List<String> events = new ArrayList<>();
    final Changes changes;
    final TransactionalPackageManager packages;
    final GenerationalEnvironmentManager environments;
    final Opener opener;

    World(Path root, Market market) {
        this(root, market, new Settings(4, 3, Duration.ofSeconds(30)), Steps.NONE);
    }

    World(Path root, Market market, Settings settings, Steps steps) {
        this.root = root;
        this.market = market;
        this.folders = new CuratorFolders(root);
        BioxenFormat format = new BioxenFormat();
        this.changes = new Changes(
                folders,
                market,
                name -> name.equals(BioxenFormat.ID) ? Optional.of(format) : Optional.empty(),
                settings,
                steps,
                (topic, name, generation) -> events.add(topic.substring(topic.lastIndexOf('/') + 1) + " " + name));
        this.packages = new TransactionalPackageManager(changes);
        this.environments = new GenerationalEnvironmentManager(changes);
        this.opener = new Opener(folders);
    }

    ChangeReport install(String environment, String... wanted) {
        return install(environment, ChangeOptions.usual(), wanted);
    }

    ChangeReport install(String environment, ChangeOptions options, String... wanted) {
        return packages.install(
                environment, Arrays.stream(wanted).map(Requirement::parse).toList(), options);
    }

    ChangeReport update(String environment, String... names) {
        return packages.update(environment, names(names), ChangeOptions.usual());
    }

    ChangeReport remove(String environment, String... names) {
        return packages.remove(environment, names(names), ChangeOptions.usual());
    }

    static List<PackageName> names(String... names) {
        return Arrays.stream(names).map(PackageName::new).toList();
    }

    /** What is installed, each as name and version. */
    List<String> installed(String environment) {
        return packages.list(environment).stream()
                .map(InstalledPackage::id)
                .map(Object::toString)
                .toList();
    }

    /** The tree of the present generation. */
    Path tree(String environment) {
        return environments.get(environment).root();
    }

    String read(String environment, String path) throws IOException {
        return Files.readString(tree(environment).resolve(path), StandardCharsets.UTF_8);
    }

    /** Every file below a folder, with its digest; what {@code but} begins with is left out. */
    static Map<String, String> files(Path folder, String... but) throws IOException {
        Map<String, String> files = new TreeMap<>();
        if (!Files.exists(folder)) {
            return files;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(one -> Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                String path = folder.relativize(file).toString();
                if (Arrays.stream(but).noneMatch(path::startsWith)) {
                    files.put(path, Digests.sha256(file));
                }
            }
        }
        return files;
    }

    /** What makes the present generation what it is: every file of its tree, and its lock file. */
    Map<String, String> present(String environment) throws IOException {
        Map<String, String> files = files(tree(environment));
        files.put("lock.json", Digests.sha256(packages.lock(environment)));
        return files;
    }

    /** What is on the disk of work that has not ended, in all environments. */
    List<String> leftovers() throws IOException {
        List<String> left = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(path -> path.toString().matches(".*/(staging|retired|journal)|.*/incoming/.+|.*/\\.[^/]+"))
                    .forEach(path -> left.add(root.relativize(path).toString()));
        }
        return left;
    }
}
