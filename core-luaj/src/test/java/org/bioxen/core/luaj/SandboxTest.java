// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.assertj.core.api.Assumptions;
import org.bioxen.api.vm.Grants;
import org.bioxen.api.vm.LuaValue;
import org.bioxen.api.vm.Outcome;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.api.vm.StateAfter;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.Evaluation;
import org.bioxen.spi.backend.EvaluationResult;
import org.bioxen.spi.backend.InterruptReason;
import org.bioxen.spi.backend.LuaModule;
import org.bioxen.spi.backend.ModuleSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the levels {@code CONSTRAINED} and {@code ISOLATED} close in this engine, and what grants open. */
@Timeout(60)
class SandboxTest {
    private final List<Bed> beds = new ArrayList<>();

    @TempDir
    Path temporary;

    /** Without links in its path, as scripts that compare paths want it. */
    private Path directory;

    private Path open;
    private Path secret;

    @BeforeEach
    void prepare() throws IOException {
        directory = temporary.toRealPath();
        open = Files.createDirectory(directory.resolve("open"));
        Files.writeString(open.resolve("in.txt"), "one\ntwo\n");
        secret = Files.writeString(directory.resolve("secret.txt"), "secret = 1");
    }

    @AfterEach
    void close() {
        beds.forEach(Bed::close);
    }

    private Bed bed(SandboxLevel level, ModuleSource modules, Consumer<Grants.Builder> granting) {
        Grants.Builder grants = Grants.builder();
        granting.accept(grants);
        Bed bed = new Bed(EngineSpec.builder(level)
                .grants(grants.build())
                .modules(modules)
                .build());
        beds.add(bed);
        return bed;
    }

    private Bed constrained(Consumer<Grants.Builder> granting) {
        return bed(SandboxLevel.CONSTRAINED, ModuleSource.none(), granting);
    }

    private Bed constrained() {
        return constrained(nothing -> {});
    }

    private static String value(Bed bed, String source, Object... arguments) {
        String[] values = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        EvaluationResult result =
                bed.run(bed.evaluation(Script.of(source).withArguments(values)).build());
        assertThat(result.outcome()).as("%s", result.error()).isEqualTo(Outcome.COMPLETED);
        return String.join(" | ", result.values().stream().map(LuaValue::asText).toList());
    }

    // Library -------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource(names = {"CONSTRAINED", "ISOLATED"})
    void whatIsLeftOfTheLibraryIsWhatTheLevelSays(SandboxLevel level) {
        Bed bed = bed(level, ModuleSource.none(), nothing -> {});

        assertThat(value(bed, """
                local function names(t)
                    local all = {}
                    for name in pairs(t) do all[#all + 1] = name end
                    table.sort(all)
                    return table.concat(all, ' ')
                end
                return names(debug), tostring(string.dump), package.path, package.cpath, #package.searchers,
                       tostring(luajava)""")).isEqualTo("getinfo traceback | nil |  |  | 2 | nil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.luaj.vm2.lib.jse.LuajavaLib",
                "org.luaj.vm2.lib.jse.JseOsLib",
                "org.luaj.vm2.lib.DebugLib",
                "org.bioxen.core.luaj.lib.IoLibrary",
                "java.lang.System"
            })
    void noJavaClassIsAModule(String name) {
        Bed bed = constrained();

        assertThat(value(bed, "return pcall(require, ...)", name))
                .startsWith("false | ")
                .contains("module '" + name + "' not found")
                .contains("no module '" + name + "' in the environment")
                .doesNotContain("no file");
    }

    @Test
    void onlyPreloadAndTheEnvironmentAreSearched() throws IOException {
        Files.writeString(open.resolve("m.lua"), "return 'from a file'");
        Bed bed = constrained(grants -> grants.read(open));

        assertThat(value(bed, """
                package.path = ... .. '/?.lua'
                package.preload.p = function(name) return 'preloaded ' .. name end
                return require 'p', pcall(require, 'm')""", open)).startsWith("preloaded p | false | module 'm' not found:");
        assertThat(value(bed, "return package.searchpath('m', ... .. '/?.lua')", open))
                .isEqualTo(open.resolve("m.lua").toString());
        assertThat(value(bed, "return (package.searchpath('secret', ... .. '/?.txt'))", directory))
                .isEqualTo("nil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "load('\\27Lua')",
                "load('\\27Lua', 'x', 'b')",
                "loadstring('\\27LuaR\\0\\1\\4\\4\\4\\8\\0')",
                "load(function() local s = piece piece = nil return s end)"
            })
    void bytecodeIsRefused(String load) {
        Bed bed = constrained();

        assertThat(value(bed, "piece = '\\27Lua' local f, message = " + load + " return type(f), message"))
                .startsWith("nil | ")
                .contains("bytecode is not loaded here");
    }

    @Test
    void bytecodeInAFileIsRefused() throws IOException {
        Files.write(open.resolve("b.luac"), new byte[] {0x1b, 'L', 'u', 'a', 0x52});
        Bed bed = constrained(grants -> grants.read(open));

        assertThat(value(bed, "local f, m = loadfile(...) return type(f), m, (pcall(dofile, ...))", open + "/b.luac"))
                .startsWith("nil | ")
                .contains("bytecode is not loaded here")
                .endsWith("false");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONSTRAINED", "ISOLATED"})
    void processesAreRefusedWithWhatWouldOpenThem(SandboxLevel level) throws IOException {
        Bed bed = bed(level, ModuleSource.none(), grants -> grants.write(open));
        String refusal = " is closed at the sandbox level '" + level.name().toLowerCase(java.util.Locale.ROOT)
                + "': no process is started; run the script at the level 'trusted' if you trust it | 1";
        String command = "touch " + open + "/made";

        assertThat(value(bed, "return os.execute(...)", command)).isEqualTo("nil | os.execute" + refusal);
        assertThat(value(bed, "return io.popen(...)", command)).isEqualTo("nil | io.popen" + refusal);
        assertThat(value(bed, "return os.execute()")).isEqualTo("false");
        assertThat(value(bed, "return select(3, package.loadlib('libc.so.6', '*'))"))
                .isEqualTo("absent");
        assertThat(open.resolve("made")).doesNotExist();
    }

    @Test
    void exitEndsTheVmAndNothingElse() {
        Bed bed = constrained();

        EvaluationResult result = bed.run("pcall(function() os.exit(3, true) end) return 'on'");

        assertThat(result.exitCode()).hasValue(3);
        assertThat(result.stateAfter()).isEqualTo(StateAfter.LOST);
    }

    @Test
    void environmentVariablesAreThoseGranted() {
        Assumptions.assumeThat(System.getenv("PATH")).isNotNull();
        Bed bed = constrained(grants -> grants.environmentVariable("PATH").environmentVariable("NOT_SET_ANYWHERE"));

        assertThat(value(bed, "return os.getenv('PATH'), os.getenv('HOME'), os.getenv('NOT_SET_ANYWHERE')"))
                .isEqualTo(System.getenv("PATH") + " | nil | nil");
        assertThat(value(constrained(), "return os.getenv('PATH'), os.getenv('path'), os.getenv('')"))
                .isEqualTo("nil | nil | nil");
    }

    @Test
    void debugTellsWhereAndGivesNothingToChange() {
        Bed bed = constrained();

        assertThat(value(bed, """
                local info = debug.getinfo(1)
                local other = debug.getinfo(print, 'Sf')
                return info.short_src, info.currentline, info.what, tostring(info.func), other.what,
                       tostring(other.func), debug.traceback('x'):match('^x\\nstack traceback:\\n') ~= nil""")).isEqualTo("exec | 1 | main | nil | C | nil | true");
    }

    @Test
    void scriptStillChangesTheStringMetatableOfItsOwn() {
        Bed bed = constrained();
        Bed other = constrained();

        assertThat(value(bed, """
                local string_meta = getmetatable('')
                string_meta.__index.shout = function(s) return s:upper() .. '!' end
                string_meta.__add = function(a, b) return a .. b end
                return ('a'):shout(), 'b' + 'c'""")).isEqualTo("A! | bc");
        assertThat(value(other, "return tostring(('').shout), tostring(getmetatable('').__add)"))
                .isEqualTo("nil | nil");
    }

    @Test
    void localeIsTheOneOfC() {
        assertThat(value(constrained(), "return os.setlocale(), os.setlocale('C'), os.setlocale('de_DE')"))
                .isEqualTo("C | C | nil");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNTRUSTED")
    void clockCountsWhatTheScriptWorksAndNotWhatItWaits(SandboxLevel level) {
        Bed bed = bed(level, ModuleSource.none(), nothing -> {});

        EvaluationResult result = bed.run("""
                local function work() local x = 0 for i = 1, 2e5 do x = x + i end end
                local start = os.clock()
                work()
                local first = os.clock()
                coroutine.wrap(work)()
                local second = os.clock()
                io.read()
                return first > start, second > first, os.clock() - second < 0.4""", (bytes, offset, length) -> {
            assertThat(new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS)).isFalse();
            return -1;
        });

        assertThat(result.values()).containsOnly(LuaValue.of(true)).hasSize(3);
    }

    // Files ---------------------------------------------------------------------------------------------------------

    @Test
    void everyWayToReadOpensAGrantedFile() throws IOException {
        Files.writeString(open.resolve("chunk.lua"), "return 'chunk of ' .. (... or 'nobody')");
        Bed bed = constrained(grants -> grants.read(open));

        assertThat(value(bed, """
                local dir = ...
                local name = dir .. '/in.txt'
                local file = assert(io.open(name))
                local first, rest = file:read('*l'), file:read('*a')
                file:close()
                local lines = {}
                for line in io.lines(name) do lines[#lines + 1] = line end
                io.input(name)
                local read = io.read('*a')
                io.close(io.input())
                return first, rest, table.concat(lines, ','), read, dofile(dir .. '/chunk.lua'),
                       loadfile(dir .. '/chunk.lua')('me')""", open))
                .isEqualTo("one | two\n | one,two | one\ntwo\n | chunk of nobody | chunk of me");
    }

    @Test
    void everyWayToWriteOpensAGrantedFileAndReadsIt() throws IOException {
        Bed bed = constrained(grants -> grants.write(open));

        assertThat(value(bed, """
                local dir = ...
                local out = assert(io.open(dir .. '/out.txt', 'w'))
                out:write('written')
                out:close()
                io.output(dir .. '/second.txt')
                io.write('second')
                io.close()
                local both = assert(io.open(dir .. '/out.txt', 'a+'))
                both:write(' more')
                both:seek('set')
                local text = both:read('*a')
                both:close()
                local temporary = io.tmpfile()
                temporary:write('gone')
                temporary:close()
                local name = os.tmpname()
                return text, name:sub(1, #dir) == dir, os.remove(name),
                       os.rename(dir .. '/second.txt', dir .. '/third.txt')""", open)).isEqualTo("written more | true | true | true");
        assertThat(Files.readString(open.resolve("third.txt"))).isEqualTo("second");
        try (var left = Files.list(open)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("in.txt", "out.txt", "third.txt");
        }
    }

    @Test
    void whatMayBeReadMayNotBeChanged() throws IOException {
        Bed bed = constrained(grants -> grants.read(open));
        String name = open + "/in.txt";

        for (String mode : List.of("w", "a", "r+", "w+", "a+")) {
            assertThat(value(bed, "return io.open((...), select(2, ...))", name, mode))
                    .isEqualTo("nil | " + name + ": Permission denied | 13");
        }
        assertThat(value(bed, "return os.remove(...)", name)).isEqualTo("nil | " + name + ": Permission denied | 13");
        assertThat(value(bed, "return os.rename(..., ... .. '2')", name)).isEqualTo("nil | Permission denied | 13");
        assertThat(value(bed, "return io.open((...), 'w')", open + "/new")).endsWith("Permission denied | 13");
        assertThat(value(bed, "return io.tmpfile()")).isEqualTo("nil | Permission denied | 13");
        assertThat(value(bed, "return pcall(os.tmpname)")).contains("unable to generate a unique filename");
        assertThat(Files.readString(open.resolve("in.txt"))).isEqualTo("one\ntwo\n");
        assertThat(open.resolve("new")).doesNotExist();
    }

    @Test
    void refusalDoesNotTellWhatExists() throws IOException {
        Bed bed = constrained(grants -> grants.read(open));
        Files.createSymbolicLink(open.resolve("to-secret"), secret);
        Files.createSymbolicLink(open.resolve("to-nothing"), directory.resolve("nothing.txt"));

        for (String path : List.of(
                "/etc/passwd",
                "/etc/no-such-file",
                "/no/such/directory/at/all",
                "/",
                "/root/.ssh/id_rsa",
                "/proc/self/environ",
                "/dev/null",
                secret.toString(),
                secret + "/below",
                directory.resolve("nothing.txt").toString(),
                open.resolve("../secret.txt").toString(),
                open.resolve("../nothing.txt").toString(),
                open.resolve("to-secret").toString(),
                open.resolve("to-nothing").toString(),
                open.resolve("to-secret/below").toString(),
                "secret.txt",
                "../../../../../../../../etc/passwd",
                directory + "open/in.txt")) {
            String denied = "nil | " + path + ": Permission denied | 13";
            assertThat(value(bed, "return io.open(...)", path)).isEqualTo(denied);
            assertThat(value(bed, "return os.remove(...)", path)).isEqualTo(denied);
            assertThat(value(bed, "return loadfile(...)", path))
                    .isEqualTo("nil | cannot open " + path + ": Permission denied");
            assertThat(value(bed, "return pcall(io.lines, ...)", path))
                    .startsWith("false")
                    .endsWith("denied)");
            assertThat(value(bed, "return (package.searchpath('x', ...))", path))
                    .isEqualTo("nil");
        }
    }

    @Test
    void directoryThatIsNotGrantedIsNotToldByAStepBackFromIt() throws IOException {
        Files.createDirectory(directory.resolve("hidden"));
        Bed bed = constrained(grants -> grants.read(open));

        String through = "return io.open(... .. '/../open/in.txt') ~= nil";
        assertThat(value(bed, through, directory.resolve("hidden")))
                .isEqualTo(value(bed, through, directory.resolve("not-there")));
    }

    @Test
    void whatIsMissingInAGrantedDirectoryIsMissing() {
        Bed bed = constrained(grants -> grants.write(open));

        assertThat(value(bed, "return io.open(...)", open + "/none"))
                .isEqualTo("nil | " + open + "/none: No such file or directory | 2");
        assertThat(value(bed, "return io.open((...), 'w')", open + "/none/deeper"))
                .isEqualTo("nil | " + open + "/none/deeper: No such file or directory | 2");
        assertThat(value(bed, "return io.open(...)", open + "/in.txt/deeper")).endsWith("Not a directory | 20");
        assertThat(value(bed, "return io.open(...)", open)).endsWith("Is a directory | 21");
        assertThat(value(bed, "return os.remove(...)", open + "/none")).endsWith("No such file or directory | 2");
        assertThat(value(bed, "return io.open(('x'):rep(100000))")).endsWith("File name too long | 36");
    }

    @Test
    void plantedLinksDoNotLeadOut() throws IOException {
        Files.createSymbolicLink(open.resolve("link.txt"), secret);
        Files.createSymbolicLink(open.resolve("relative.txt"), Path.of("../secret.txt"));
        Files.createSymbolicLink(open.resolve("up"), directory);
        Files.createSymbolicLink(open.resolve("chain"), open.resolve("up"));
        Files.createSymbolicLink(open.resolve("new"), directory.resolve("made.txt"));
        Files.createSymbolicLink(open.resolve("loop"), open.resolve("loop"));
        Files.createSymbolicLink(open.resolve("inside"), open.resolve("in.txt"));
        Files.createSymbolicLink(open.resolve("later"), Path.of("made-inside.txt"));
        Bed bed = constrained(grants -> grants.write(open));

        for (String name :
                List.of("link.txt", "relative.txt", "up/secret.txt", "chain/secret.txt", "up/made.txt", "new")) {
            for (String mode : List.of("r", "w", "a", "r+")) {
                assertThat(value(bed, "return io.open((...), select(2, ...))", open.resolve(name), mode))
                        .as("%s in mode %s", name, mode)
                        .endsWith("Permission denied | 13");
            }
        }
        assertThat(value(bed, "return io.open(...)", open.resolve("loop"))).endsWith("symbolic links | 40");
        assertThat(value(bed, "return io.open(...):read('*a')", open.resolve("inside")))
                .isEqualTo("one\ntwo\n");
        assertThat(value(bed, "return io.open((...), 'w'):write('x'):close()", open.resolve("later")))
                .isEqualTo("true");
        assertThat(open.resolve("made-inside.txt")).exists();
        assertThat(Files.readString(secret)).isEqualTo("secret = 1");
        assertThat(directory.resolve("made.txt")).doesNotExist();
    }

    @Test
    void linkIsRemovedAndNotWhatItPointsToAndNeverMoved() throws IOException {
        Path link = Files.createSymbolicLink(open.resolve("link.txt"), secret);
        Bed bed = constrained(grants -> grants.write(open));

        assertThat(value(bed, "return os.rename(..., ... .. '2')", link)).isEqualTo("nil | Permission denied | 13");
        assertThat(value(bed, "return os.remove(...)", link)).isEqualTo("true");
        assertThat(link).doesNotExist();
        assertThat(secret).exists();
    }

    @Test
    void renameNeedsBothEnds() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.createSymbolicLink(open.resolve("out"), other);
        Bed bed = constrained(grants -> grants.write(open).read(other));
        String rename = "return os.rename(...)";

        assertThat(value(bed, rename, open + "/in.txt", other + "/in.txt")).endsWith("Permission denied | 13");
        assertThat(value(bed, rename, open + "/in.txt", open + "/out/in.txt")).endsWith("Permission denied | 13");
        assertThat(value(bed, rename, secret, open + "/taken.txt")).endsWith("Permission denied | 13");
        assertThat(value(bed, rename, open, open + "2")).endsWith("Permission denied | 13");
        assertThat(open.resolve("in.txt")).exists();
        assertThat(secret).exists();
    }

    @Test
    void grantedDirectoryStaysInItsPlace() throws IOException {
        Path second = Files.createDirectory(directory.resolve("second"));
        Files.createDirectory(open.resolve("inner"));
        Bed bed = constrained(grants -> grants.write(open).write(second));

        assertThat(value(bed, "return os.remove(...)", second)).endsWith("Permission denied | 13");
        assertThat(value(bed, "return os.rename(...)", open + "/inner", second)).endsWith("Permission denied | 13");
        assertThat(value(bed, "return os.remove(...)", open + "/inner")).isEqualTo("true");
        assertThat(second).isDirectory();
    }

    @Test
    void fileThatIsGrantedIsGrantedAlone() throws IOException {
        Path one = open.resolve("in.txt");
        Files.writeString(open.resolve("in.txt2"), "other");
        Bed bed = constrained(grants -> grants.read(one).write(directory.resolve("report.txt")));

        assertThat(value(bed, "return io.open(...):read()", one)).isEqualTo("one");
        assertThat(value(bed, "return io.open(...)", open + "/in.txt2")).endsWith("Permission denied | 13");
        assertThat(value(bed, "return io.open(...)", open)).endsWith("Permission denied | 13");
        assertThat(value(bed, "return io.open((...), 'w'):write('yes'):close()", directory + "/report.txt"))
                .isEqualTo("true");
        assertThat(value(bed, "return io.open((...), 'w')", directory + "/report.txt~"))
                .endsWith("Permission denied | 13");
        assertThat(Files.readString(directory.resolve("report.txt"))).isEqualTo("yes");
    }

    @Test
    void grantThroughALinkIsWhatItPointedToWhenTheVmWasMade() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("granted"), open);
        Bed bed = constrained(grants -> grants.read(link));
        assertThat(value(bed, "return io.open(...):read()", link + "/in.txt")).isEqualTo("one");

        Files.delete(link);
        Files.createSymbolicLink(link, directory);

        assertThat(value(bed, "return io.open(...)", link + "/secret.txt")).endsWith("Permission denied | 13");
    }

    @Test
    void specialFilesAreOpenedOnlyByTheirName() {
        Assumptions.assumeThat(Path.of("/dev/zero")).exists();
        Assumptions.assumeThat(Path.of("/proc/self/status")).exists();
        Bed all = constrained(grants -> grants.read(Path.of("/")));
        Bed named = constrained(grants -> grants.read(Path.of("/dev/zero")));

        assertThat(value(all, "return io.open(...) ~= nil", secret)).isEqualTo("true");
        for (String path : List.of("/dev/zero", "/proc/self/environ", "/proc/self/fd/0", "/sys/kernel/uevent_seqnum")) {
            assertThat(value(all, "return (io.open(...))", path)).isEqualTo("nil");
        }
        assertThat(value(named, "return #io.open(...):read(5)", "/dev/zero")).isEqualTo("5");
    }

    @Test
    void pipeInAGrantedDirectoryIsNotWaitedFor() throws Exception {
        Path pipe = open.resolve("pipe");
        Assumptions.assumeThat(
                        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Bed bed = constrained(grants -> grants.write(open));

        assertThat(value(bed, "return io.open(...)", pipe)).endsWith("Permission denied | 13");
        assertThat(value(bed, "return io.open((...), 'w')", pipe)).endsWith("Permission denied | 13");
        assertThat(value(bed, "return loadfile(...)", pipe)).endsWith("Permission denied");
    }

    @Test
    void readingFromAPipeThatWasGrantedEndsWithTheEvaluation() throws Exception {
        Path pipe = directory.resolve("pipe");
        Assumptions.assumeThat(
                        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Bed bed = constrained(grants -> grants.write(pipe));

        // Opened for both it does not wait for another end, reading then does.
        CountDownLatch opened = new CountDownLatch(1);
        Script script = Script.of("local f = io.open((...), 'r+') print 'opened' io.flush() return f:read(1)")
                .withArguments(pipe.toString());
        Bed.Run run = bed.start(Evaluation.builder(script, (stream, bytes, offset, length) -> {
                    opened.countDown();
                    return true;
                })
                .build());
        assertThat(opened.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(run.interrupt(InterruptReason.DEADLINE).outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @Test
    void openFilesAreCounted() {
        Bed bed = constrained(grants -> grants.read(open));

        assertThat(value(bed, """
                local kept = {}
                for i = 1, 1000 do
                    local file, message, code = io.open((...))
                    if not file then return #kept, message:match('[^:]*$'), code end
                    kept[i] = file
                end""", open + "/in.txt")).isEqualTo("256 |  Too many open files | 24");
    }

    @Test
    void namesThatAreNoPathsAreRefused() {
        Bed bed = constrained(grants -> grants.read(open));

        assertThat(value(
                        bed, "return (io.open('a\\0b')), (io.open('')), (io.open('\\255\\254')), (os.remove('\\200'))"))
                .isEqualTo("nil | nil | nil | nil");
    }

    // Modules -------------------------------------------------------------------------------------------------------

    @Test
    void modulesDoNotShowWhereTheHostKeepsThem() {
        Path root = Path.of("/srv/environments/lab/share/lua/5.2");
        Bed bed = bed(
                SandboxLevel.CONSTRAINED,
                name -> switch (name) {
                    case "bio.gc" ->
                        module(
                                "return {where = select(2, ...), fail = function() error('no') end,"
                                        + " info = debug.getinfo(1, 'S')}",
                                root.resolve("bio/gc.lua"));
                    case "bio" -> module("return select(2, ...)", root.resolve("bio/init.lua"));
                    case "broken" -> module("return +", root.resolve("broken.lua"));
                    case "away" -> throw new IllegalStateException(root + ": Input/output error");
                    default -> Optional.empty();
                },
                nothing -> {});

        assertThat(value(bed, "local m = require 'bio.gc' return m.where, m.info.source, pcall(m.fail)"))
                .isEqualTo("bio/gc.lua | @bio/gc.lua | false | bio/gc.lua:1: no");
        assertThat(value(bed, "return require 'bio'")).isEqualTo("bio/init.lua");
        assertThat(bed.message("require 'broken'")).contains("broken.lua:1:").doesNotContain("/srv");
        assertThat(bed.message("require 'away'"))
                .isEqualTo("error finding module 'away': the environment cannot be read");
    }

    private static Optional<LuaModule> module(String source, Path path) {
        return Optional.of(
                new LuaModule(Script.of(source.getBytes(StandardCharsets.UTF_8)).named("@" + path), Optional.of(path)));
    }
}
