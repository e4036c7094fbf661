// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bioxen.core.process.Lab.run;
import static org.bioxen.core.process.Lab.texts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bioxen.api.vm.Limits;
import org.bioxen.api.vm.SandboxLevel;
import org.bioxen.api.vm.Script;
import org.bioxen.spi.backend.BackendDescriptor;
import org.bioxen.spi.backend.EngineSpec;
import org.bioxen.spi.backend.EngineStartException;
import org.bioxen.spi.backend.LuaModule;
import org.bioxen.spi.backend.ModuleSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which interpreter is found and started, what is refused, and where modules come from. */
class StartTest {
    private static final String INTERPRETERS = "org.bioxen.core.process.Lab#interpreters";

    private final Lab lab = new Lab(Duration.ofSeconds(5));

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        lab.close();
    }

    private Path program(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    @Test
    void whatIsDescribedIsTrue() {
        for (BackendDescriptor.Interpreter one : lab.backend.descriptor().interpreters()) {
            assertThat(lab.engine(one.name()).luaVersion()).as(one.name()).isEqualTo(one.luaVersion());
        }
    }

    @Test
    void interpreterIsChosenByPath() {
        ProcessEngine engine = lab.engine(Lab.executable("luajit").toString());

        assertThat(texts(run(engine, "return type(jit)"))).containsExactly("table");
    }

    @Test
    void versionMeansThatVeryInterpreterBeforeOthersThatSpeakIt() {
        ProcessEngine engine = lab.engine(Lab.spec().luaVersion("5.1"));

        assertThat(texts(run(engine, "return type(jit)"))).containsExactly("nil");
    }

    @Test
    void versionsAreToldFromNamesThroughLinksOrElseByAsking() throws IOException {
        Files.createSymbolicLink(directory.resolve("lua"), Lab.executable("lua5.3"));
        Path wrapper = program("interpreter", "#!/bin/sh\nexec " + Lab.executable("luajit") + " \"$@\"\n");
        Path liar = program("nothing", "#!/bin/sh\nexit 0\n");

        List<Interpreter> found = new Discovery(
                        List.of(directory), List.of(wrapper.toString(), liar.toString(), "/absent"), Lab.PATIENCE)
                .interpreters();

        assertThat(found).extracting(Interpreter::name).containsExactly("interpreter", "lua");
        assertThat(found).extracting(Interpreter::luaVersion).containsExactly("5.1", "5.3");
        assertThat(found.get(0).product()).startsWith("LuaJIT");
    }

    @Test
    void interpreterThatTheTestsDoNotKnowIsCalledUntested() throws IOException {
        Files.createSymbolicLink(directory.resolve("lua5.5"), Lab.executable("lua5.4"));

        List<Interpreter> found = new Discovery(List.of(directory), List.of(), Lab.PATIENCE).interpreters();

        assertThat(found.get(0).described().description()).startsWith("Lua 5.5 (untested), ");
    }

    @Test
    void executableThatDoesNotAnswerIsNotWaitedForLong() throws IOException {
        Path mute = program("mute", "#!/bin/sh\nexec sleep 600\n");

        assertThat(new Discovery(List.of(), List.of(mute.toString()), Duration.ofMillis(50)).interpreters())
                .isEmpty();
    }

    @Test
    void whatCannotBeKeptIsRefused() {
        assertRefused(() -> lab.backend.start(EngineSpec.builder(SandboxLevel.UNTRUSTED)
                        .networked(true)
                        .build()))
                .contains("UNTRUSTED");
        assertRefused(() -> lab.engine(Lab.spec()
                        .limits(Limits.none().toBuilder().instructions(1).build())))
                .contains("instructions=1");
        assertRefused(() -> lab.engine("lua9.9")).contains("lua9.9", "lua5.4");
        assertRefused(() -> lab.engine("/no/such/file")).contains("/no/such/file");
        assertRefused(() -> lab.engine(Lab.spec().luaVersion("4.0"))).contains("4.0", "lua5.4");
        assertRefused(() -> lab.engine(Lab.spec().luaExecutable("lua5.4").luaVersion("5.1")))
                .contains("runs Lua 5.4");
        assertRefused(() -> lab.engine(Lab.spec()
                        .luaExecutable(Lab.executable("lua5.4").toString())
                        .luaVersion("5.1")))
                .contains("runs Lua 5.4");
    }

    @Test
    void programThatIsNoInterpreterIsNamedWithWhatItSaid() throws IOException {
        Path complains = program("complains", "#!/bin/sh\necho 'I am no Lua' >&2\nexit 4\n");
        Path babbles = program("babbles", "#!/bin/sh\nexec cat /dev/zero >&4\n");
        Path yes = program("yes", "#!/bin/sh\nexec yes >&4\n");

        assertRefused(() -> lab.engine(complains.toString()))
                .contains(complains.toString(), "exit status 4", "I am no Lua");
        assertRefused(() -> lab.engine(babbles.toString())).contains("greeting");
        assertRefused(() -> lab.engine(yes.toString())).contains("frame of");
        assertThat(lab.engine()).isNotNull();
    }

    @Test
    void programThatNeverAnswersIsGivenUp() throws IOException {
        Path mute = program("mute", "#!/bin/sh\nexec sleep 600\n");
        try (Lab hasty = new Lab(Duration.ofMillis(100))) {
            assertRefused(() -> hasty.engine(mute.toString())).contains("did not answer within 100 ms");
        }
    }

    private static org.assertj.core.api.AbstractStringAssert<?> assertRefused(ThrowingCallable start) {
        try {
            start.call();
        } catch (EngineStartException refused) {
            return assertThat(refused.getMessage()).hasLineCount(1);
        } catch (Throwable other) {
            throw new AssertionError("an unexpected " + other, other);
        }
        throw new AssertionError("the engine was started");
    }

    @Test
    void backendThatIsClosedStartsNothing() {
        lab.backend.close();

        assertThatThrownBy(() -> lab.engine()).isInstanceOf(EngineStartException.class);
    }

    @ParameterizedTest
    @MethodSource(INTERPRETERS)
    void modulesComeFromTheHost(String interpreter) {
        var asked = ConcurrentHashMap.<String>newKeySet();
        ModuleSource modules = name -> {
            asked.add(name);
            return switch (name) {
                case "bio.gc" ->
                    Optional.of(new LuaModule(
                            Script.of("local name, path = ... return {name = name, path = path}")
                                    .named("@gc.lua"),
                            Optional.of(Path.of("/packages/gc.lua"))));
                case "broken" ->
                    Optional.of(new LuaModule(Script.of("x = = 1").named("@broken.lua"), Optional.empty()));
                case "dead" -> throw new IllegalStateException("the server is down");
                default -> Optional.empty();
            };
        };
        ProcessEngine engine = lab.engine(Lab.spec().luaExecutable(interpreter).modules(modules));

        assertThat(texts(run(engine, "return require('bio.gc').name, require('bio.gc') == require('bio.gc')")))
                .containsExactly("bio.gc", "true");
        assertThat(message(engine, "require 'broken'")).contains("error loading module 'broken'", "broken.lua:1:");
        assertThat(message(engine, "require 'dead'")).contains("dead", "the server is down");
        assertThat(message(engine, "require 'absent'"))
                .contains("module 'absent' not found", "from the host", "no file");
        assertThat(asked).containsExactlyInAnyOrder("bio.gc", "broken", "dead", "absent");
        if (engine.luaVersion().compareTo("5.2") >= 0) {
            assertThat(texts(run(engine, "return require('bio.gc').path"))).containsExactly("/packages/gc.lua");
        }
    }

    private static String message(ProcessEngine engine, String source) {
        return run(engine, source).error().orElseThrow().message();
    }

    @Test
    void modulesCanBeReplacedForTheNextEvaluation() {
        ProcessEngine engine = lab.engine();

        engine.modules(name -> Optional.of(new LuaModule(Script.of("return 'new " + name + "'"), Optional.empty())));

        assertThat(texts(run(engine, "return (require 'm')"))).containsExactly("new m");
    }

    @Test
    void searchPathIsSplit() {
        assertThat(Discovery.directories("/usr/bin::/bin").stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(" ")))
                .isEqualTo("/usr/bin /bin");
    }
}
