// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.options;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.bioxen.api.vm.Grants;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.Rebind;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.VmSpec;
import org.bioxen.shell.cli.ScriptFile;

/** The VM that options ask for. */
public final class VmOptions {
    private VmOptions() {}

    /** The options that say what a VM shall be, in the order in which help lists them. */
    public static Set<Option> all() {
        return EnumSet.range(Option.BACKEND, Option.DEBUG);
    }

    /** The options that say what a VM that stays shall be, in the order in which help lists them. */
    public static Set<Option> lasting() {
        return EnumSet.range(Option.BACKEND, Option.LABEL);
    }

    /**
     * The spec of a VM for one script of the person at the terminal: as with {@code lua} itself, {@link
     * SandboxLevel#TRUSTED} and without limits of time and output unless the options say otherwise.
     *
     * @param directory what relative paths are relative to
     * @throws UsageException if a value is wrong
     */
    public static VmSpec.Builder oneShot(Arguments arguments, Path directory) {
        SandboxLevel level = level(arguments, SandboxLevel.TRUSTED);
        VmSpec.Builder spec = build(
                arguments,
                level,
                Limits.defaults(level).toBuilder().unlimitedWallTime().unlimitedOutput(),
                directory);
        if (!arguments.has(Option.ENV)) {
            DefaultEnvironment.ofProcess().ifPresent(spec::environment);
        }
        return spec;
    }

    /**
     * The spec of a VM that stays: with the level and the limits that the API gives unless the options say otherwise.
     *
     * @param directory what relative paths are relative to
     * @throws UsageException if a value is wrong
     */
    public static VmSpec.Builder lasting(Arguments arguments, Path directory) {
        SandboxLevel level = level(arguments, SandboxLevel.CONSTRAINED);
        Limits.Builder limits = Limits.defaults(level).toBuilder();
        limit(arguments, limits);
        VmSpec.Builder spec = build(arguments, level, limits, directory);
        spec.persistent(arguments.has(Option.PERSISTENT));
        if (arguments.has(Option.LUA_VERSION)) {
            spec.luaVersion(name(arguments, Option.LUA_VERSION));
        }
        if (arguments.has(Option.REBIND)) {
            spec.rebind(rebind(name(arguments, Option.REBIND)));
        }
        for (String file : arguments.values(Option.PRELOAD)) {
            try {
                spec.preload(ScriptFile.read(file, directory));
            } catch (ScriptFile.UnreadableException unreadable) {
                throw new UsageException("--preload: " + unreadable.getMessage());
            }
        }
        for (String label : arguments.values(Option.LABEL)) {
            int equals = label.indexOf('=');
            if (equals <= 0 || label.substring(0, equals).isBlank()) {
                throw new UsageException("--label was given '" + label + "'; give KEY=VALUE");
            }
            spec.label(label.substring(0, equals), label.substring(equals + 1));
        }
        return spec;
    }

    private static void limit(Arguments arguments, Limits.Builder limits) {
        if (arguments.has(Option.CPU)) {
            limits.cpuTime(Quantities.time(Option.CPU, name(arguments, Option.CPU)));
        }
        if (arguments.has(Option.INSTRUCTIONS)) {
            limits.instructions(Quantities.longCount("--instructions", name(arguments, Option.INSTRUCTIONS)));
        }
        if (arguments.has(Option.CALL_DEPTH)) {
            limits.callDepth(Quantities.count("--call-depth", name(arguments, Option.CALL_DEPTH)));
        }
        if (arguments.has(Option.SOURCE)) {
            long bytes = Quantities.size(Option.SOURCE, name(arguments, Option.SOURCE));
            limits.sourceBytes((int) Math.min(bytes, Integer.MAX_VALUE));
        }
    }

    private static Rebind rebind(String policy) {
        switch (policy.toLowerCase(Locale.ROOT)) {
            case "never":
                return Rebind.NEVER;
            case "same":
                return Rebind.SAME_VERSION;
            case "any":
                return Rebind.ANY_VERSION;
            default:
                throw new UsageException("--rebind was given '" + policy + "'; give never, same or any");
        }
    }

    private static VmSpec.Builder build(
            Arguments arguments, SandboxLevel level, Limits.Builder limits, Path directory) {
        VmSpec.Builder spec = VmSpec.builder()
                .level(level)
                .networked(arguments.has(Option.NETWORKED))
                .debug(arguments.has(Option.DEBUG));
        if (arguments.has(Option.BACKEND)) {
            spec.backend(name(arguments, Option.BACKEND));
        }
        if (arguments.has(Option.LUA)) {
            spec.luaExecutable(name(arguments, Option.LUA));
        }
        if (arguments.has(Option.ENV)) {
            spec.environment(name(arguments, Option.ENV));
        }
        if (arguments.has(Option.TIMEOUT)) {
            String time = name(arguments, Option.TIMEOUT);
            if (Quantities.isNone(time)) {
                limits.unlimitedWallTime();
            } else {
                limits.wallTime(Quantities.time(Option.TIMEOUT, time));
            }
        }
        if (arguments.has(Option.OUTPUT)) {
            String size = name(arguments, Option.OUTPUT);
            if (Quantities.isNone(size)) {
                limits.unlimitedOutput();
            } else {
                limits.outputBytes(Quantities.size(Option.OUTPUT, size));
            }
        }
        if (arguments.has(Option.MEMORY)) {
            limits.memoryBytes(Quantities.size(Option.MEMORY, name(arguments, Option.MEMORY)));
        }
        return spec.limits(limits.build()).grants(grants(arguments, directory));
    }

    private static Grants grants(Arguments arguments, Path directory) {
        Grants.Builder grants = Grants.builder();
        for (String path : arguments.values(Option.READ)) {
            grants.read(path(Option.READ, path, directory));
        }
        for (String path : arguments.values(Option.WRITE)) {
            grants.write(path(Option.WRITE, path, directory));
        }
        for (String variable : arguments.values(Option.PASS_ENV)) {
            if (variable.isBlank()) {
                throw new UsageException("--pass-env was given nothing; give the name of an environment variable");
            }
            grants.environmentVariable(variable);
        }
        return grants.build();
    }

    private static Path path(Option option, String text, Path directory) {
        if (text.isEmpty()) {
            throw new UsageException(option.flag() + " was given nothing; give a path");
        }
        try {
            return directory.resolve(text);
        } catch (InvalidPathException notOne) {
            throw new UsageException(option.flag() + " was given what is no path: " + notOne.getMessage());
        }
    }

    private static String name(Arguments arguments, Option option) {
        String text = arguments.value(option).orElse("");
        if (text.isBlank()) {
            throw new UsageException(option.flag() + " was given nothing; give " + option.operand());
        }
        return text;
    }

    private static SandboxLevel level(Arguments arguments, SandboxLevel otherwise) {
        if (!arguments.has(Option.LEVEL)) {
            return otherwise;
        }
        String text = name(arguments, Option.LEVEL);
        for (SandboxLevel level : SandboxLevel.values()) {
            if (level.name().equalsIgnoreCase(text)) {
                return level;
            }
        }
        throw new UsageException("--level was given '" + text + "'; give trusted, constrained, isolated or untrusted");
    }
}
