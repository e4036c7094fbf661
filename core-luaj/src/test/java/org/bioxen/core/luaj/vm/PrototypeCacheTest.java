// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.luaj.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bioxen.api.vm.Script;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.Prototype;

final class PrototypeCacheTest {
    private final PrototypeCache cache = new PrototypeCache();
    private final LuaState vm = new LuaState(1, CoroutineTransport.THREAD);

    private Prototype compile(Script script) {
        return cache.compile(vm, script);
    }

    @Test
    void theSameSourceIsCompiledOnceForAllVms() {
        Prototype first = compile(Script.of("return 1"));

        assertThat(cache.compile(new LuaState(2, CoroutineTransport.THREAD), Script.of("return 1")))
                .isSameAs(first);
    }

    @Test
    void argumentsMakeNoOtherScript() {
        Prototype first = compile(Script.of("return ..."));

        assertThat(compile(Script.of("return ...").withArguments("a"))).isSameAs(first);
    }

    @Test
    void anotherChunkNameIsAnotherScript() {
        Prototype first = compile(Script.of("return 1").named("=a"));
        Prototype second = compile(Script.of("return 1").named("=b"));

        assertThat(first.source.tojstring()).isEqualTo("=a");
        assertThat(second.source.tojstring()).isEqualTo("=b");
    }

    @Test
    void everySourceGetsWhatItSays() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1000; i++) {
                Prototype prototype = compile(Script.of("return " + (i + 0.5)));

                assertThat(prototype.k[0].todouble()).isEqualTo(i + 0.5);
            }
        }
    }

    @Test
    void manySourcesPushOutWhatIsNotUsedAndNotWhatIs() {
        Script used = Script.of("return 'used'");
        Prototype kept = compile(used);
        Script unused = Script.of("return 'unused'");
        Prototype dropped = compile(unused);

        for (int i = 0; i < 10_000; i++) {
            compile(Script.of("return " + i));
            compile(used);
        }

        assertThat(cache.size()).isBetween(100, PrototypeCache.MAX_TOTAL_BYTES / 512);
        assertThat(compile(used)).isSameAs(kept);
        assertThat(compile(unused)).isNotSameAs(dropped);
    }

    @Test
    void longSourceIsCompiledEachTime() {
        Script script = Script.of(" ".repeat(PrototypeCache.MAX_SOURCE_BYTES) + "return 1");
        compile(script);

        assertThat(cache.size()).isZero();
    }

    @Test
    void sourceThatIsRefusedIsRefusedAgain() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> compile(Script.of("return return")))
                    .isInstanceOf(ScriptError.class)
                    .hasMessageContaining("unexpected symbol near 'return'");
        }
        assertThat(cache.size()).isZero();
    }

    @Test
    void afterCloseNothingIsKept() {
        compile(Script.of("return 1"));

        cache.close();

        assertThat(compile(Script.of("return 2")).k[0].toint()).isEqualTo(2);
        assertThat(cache.size()).isZero();
    }
}
