// SPDX-License-Identifier: Apache-2.0
package org.bioxen.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TerminationTest {
    @Test
    void interruptsTheWorkerAndWaitsUntilItHasFinished() throws Exception {
        AtomicBoolean finished = new AtomicBoolean();
        CountDownLatch never = new CountDownLatch(1);
        Termination[] termination = new Termination[1];
        Thread worker = new Thread(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                finished.set(true);
                termination[0].finished(0);
            }
        });
        termination[0] = Termination.ofCommand(worker, Duration.ofSeconds(20));
        worker.start();

        termination[0].terminate();

        assertThat(finished).isTrue();
        assertThat(termination[0].requested()).isTrue();
        worker.join();
    }

    @Test
    void takesTheLastResortWhenTheTimeIsUp() {
        AtomicBoolean taken = new AtomicBoolean();
        Termination termination = Termination.ofCommand(new Thread(), Duration.ofMillis(10));
        termination.lastResort(() -> taken.set(true));

        termination.terminate();

        assertThat(taken).isTrue();
    }

    @Test
    void leavesAThreadAloneThatHasFinished() {
        Termination termination = Termination.ofCommand(Thread.currentThread(), Duration.ofSeconds(20));
        termination.finished(0);

        termination.terminate();

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void endsAServerThatFinishedInGoodOrderWithZero() throws Exception {
        AtomicInteger code = new AtomicInteger(-1);
        CountDownLatch never = new CountDownLatch(1);
        Termination[] termination = new Termination[1];
        Thread worker = new Thread(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                termination[0].finished(0);
            }
        });
        termination[0] = Termination.ofServer(worker, Duration.ofSeconds(20), code::set);
        worker.start();

        termination[0].terminate();

        assertThat(code).hasValue(0);
        worker.join();
    }

    @Test
    void leavesAServerThatDidNotFinishTheExitCodeOfTheSignal() {
        AtomicInteger code = new AtomicInteger(-1);

        Termination.ofServer(new Thread(), Duration.ofMillis(10), code::set).terminate();

        assertThat(code).hasValue(-1);
    }
}
