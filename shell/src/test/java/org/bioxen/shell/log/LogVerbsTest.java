// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.bioxen.api.logging.LogControl;
import org.bioxen.api.logging.LogHistory;
import org.bioxen.shell.verb.Answer;
import org.bioxen.shell.verb.Bench;
import org.bioxen.shell.verb.CommandFailure;
import org.bioxen.shell.verb.Scope;
import org.junit.jupiter.api.Test;

/** The log that is followed, and the log that goes. */
class LogVerbsTest {
    private final CountDownLatch followed = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private final LogServices services = new LogServices(as(LogHistory.class), as(LogControl.class));

    private <T> T as(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, words) -> {
                    if (method.getName().equals("listen")) {
                        return (AutoCloseable) left::countDown;
                    }
                    followed.countDown();
                    return List.of();
                }));
    }

    private Answer tail(String... words) {
        Scope<LogServices> scope = LogVerbs.scope();
        return scope.run(
                scope.get("tail"), List.of(words), List.of(words), services, new Bench(Path.of(""), Optional.empty()));
    }

    @Test
    void whoFollowsALogThatGoesIsToldAndListensNoMore() throws Exception {
        FutureTask<Answer> following = new FutureTask<>(() -> tail("-f"));
        Thread thread = new Thread(following, "follows");
        thread.start();
        assertThat(followed.await(1, TimeUnit.MINUTES)).isTrue();

        services.close();

        assertThatThrownBy(() -> following.get(1, TimeUnit.MINUTES))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CommandFailure.class)
                .hasMessageContaining("the log has gone");
        assertThat(left.await(1, TimeUnit.MINUTES)).isTrue();
        thread.join();
    }

    @Test
    void aLogThatHasGoneIsNotFollowed() {
        services.close();

        assertThatThrownBy(() -> tail("--follow")).isInstanceOf(CommandFailure.class);
    }
}
