// SPDX-License-Identifier: Apache-2.0
package org.bioxen.curator.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bioxen.api.curator.EnvironmentNotFoundException;
import org.bioxen.api.curator.IntegrityException;
import org.bioxen.curator.store.JsonText;

/**
 * The folder of one environment. It is an environment as long as {@code environment.json} is there, which is the last thing that is
 * made and the first that goes; the file {@code current} says which of the generations is the present one. Reading takes no lock:
 * what is there is never changed, only replaced. Thread-safe.
 */
public final class EnvironmentFolder {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final int READ_ATTEMPTS = 10;

    private final CuratorFolders folders;
    private final String name;
    private final Path root;

    /**
     * The folder of the environment of that name, which need not be there.
     *
     * @throws IllegalArgumentException if that is no name
     */
    public EnvironmentFolder(CuratorFolders folders, String name) {
        this.folders = folders;
        this.name = EnvironmentNames.check(name);
        this.root = folders.environments().resolve(name);
    }

    /** The environment's name. */
    public String name() {
        return name;
    }

    /** The folders that it is one of. */
    public CuratorFolders folders() {
        return folders;
    }

    Path root() {
        return root;
    }

    Path about() {
        return root.resolve("environment.json");
    }

    Path current() {
        return root.resolve("current");
    }

    Path journal() {
        return root.resolve("journal");
    }

    Path staging() {
        return root.resolve("staging");
    }

    /** Generations that are not kept any more, until their files are removed. */
    Path retired() {
        return root.resolve("retired");
    }

    Path pins() {
        return root.resolve("pins");
    }

    Path generations() {
        return root.resolve("generations");
    }

    Path generation(long number) {
        return generations().resolve(Long.toString(number));
    }

    /** The tree of a generation. */
    public Path tree(long number) {
        return generation(number).resolve(GenerationText.TREE);
    }

    /** Whether there is such an environment. */
    public boolean exists() {
        return Files.isRegularFile(about(), LinkOption.NOFOLLOW_LINKS);
    }

    /** The error that there is none. */
    public EnvironmentNotFoundException notFound() {
        return notFound(name);
    }

    static EnvironmentNotFoundException notFound(String name) {
        return new EnvironmentNotFoundException(
                "there is no environment '" + name + "'; env:list shows those there are, env:create makes one");
    }

    /** Which Lua version it is for. */
    String readLuaVersion() throws IOException {
        return JsonText.read(Files.readAllBytes(about()), about().toString())
                .parsed("lua", TreeLayout::new)
                .luaVersion();
    }

    static byte[] aboutText(String name, String luaVersion) {
        return JsonText.write(json -> {
            json.writeNumberField("format", 1);
            json.writeStringField("name", name);
            json.writeStringField("lua", luaVersion);
        });
    }

    /** The number of the present generation, if there is one. */
    OptionalLong readCurrent() throws IOException {
        try {
            String number =
                    Files.readString(current(), StandardCharsets.ISO_8859_1).strip();
            if (!NUMBER.matcher(number).matches()) {
                throw new IntegrityException(
                        current() + " is not as it was written; write the number of one of the generations into it");
            }
            return OptionalLong.of(Long.parseLong(number));
        } catch (NoSuchFileException none) {
            return OptionalLong.empty();
        }
    }

    /**
     * The present generation.
     *
     * @throws EnvironmentNotFoundException if there is no such environment
     */
    public Generation read() throws IOException {
        for (int attempt = 1; ; attempt++) {
            OptionalLong number = exists() ? readCurrent() : OptionalLong.empty();
            if (number.isEmpty()) {
                throw notFound();
            }
            try {
                return GenerationText.read(generation(number.getAsLong()));
            } catch (NoSuchFileException gone) {
                // Many generations were made since the number was read, or a file of it is missing.
                if (attempt == READ_ATTEMPTS || readCurrent().equals(number)) {
                    throw gone;
                }
            }
        }
    }

    /** All generations that are kept, oldest first; those that are removed meanwhile are left out. */
    public List<Generation> readAll() throws IOException {
        List<Generation> all = new ArrayList<>();
        for (long number : numbers()) {
            try {
                all.add(read(number));
            } catch (NoSuchFileException gone) {
                if (Files.exists(generation(number))) {
                    throw gone;
                }
            }
        }
        return all;
    }

    /** The number of the present generation. */
    public long present() throws IOException {
        return Pin.present(this, true).getAsLong();
    }

    /** The present generation, if it can be read. */
    public Optional<Generation> readIfSound() throws IOException {
        try {
            return Optional.of(read());
        } catch (IntegrityException | NoSuchFileException damaged) {
            return Optional.empty();
        }
    }

    /** What is left of an operation that did not end; nothing while one goes on. */
    public List<String> staleWork() throws IOException {
        List<String> left = Recovery.leftovers(this);
        return left.isEmpty() || EnvironmentLock.isTaken(this) ? List.of() : left;
    }

    /** A generation that is kept. */
    public Generation read(long number) throws IOException {
        return GenerationText.read(generation(number));
    }

    /** The numbers of the generations that are kept, oldest first. */
    public List<Long> numbers() throws IOException {
        TreeSet<Long> numbers = new TreeSet<>();
        for (Path folder : list(generations())) {
            String number = folder.getFileName().toString();
            if (NUMBER.matcher(number).matches()) {
                numbers.add(Long.parseLong(number));
            }
        }
        return List.copyOf(numbers);
    }

    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
