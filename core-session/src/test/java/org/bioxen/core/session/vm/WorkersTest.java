// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkersTest {
    private final Workers workers = new Workers(1, 1);
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void close() {
        go.countDown();
        workers.close(Duration.ofSeconds(5));
    }

    private Workers.Work work(Consumer<Workers.Place> what) {
        return new Workers.Work() {
            @Override
            public void run(Workers.Place place) {
                what.accept(place);
            }

            @Override
            public void refused(String why) {
                heard.add("refused: " + why);
            }
        };
    }

    private void await() {
        try {
            go.await();
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private String next() throws InterruptedException {
        return heard.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void worksBeginInTheOrderInWhichTheyComeWhateverStackTheyNeed() throws Exception {
        workers.execute(0, work(place -> await()));
        for (int i = 1; i <= 6; i++) {
            String name = "work " + i;
            workers.execute(i % 2 == 0 ? 0 : 1 << 20, work(place -> heard.add(name)));
        }
        assertThat(heard).isEmpty();
        go.countDown();
        for (int i = 1; i <= 6; i++) {
            assertThat(next()).isEqualTo("work " + i);
        }
    }

    @Test
    void whatFollowsAWorkRunsOnItsThreadWhenItHasEnded() throws Exception {
        workers.execute(0, work(place -> {
            Thread mine = Thread.currentThread();
            place.then(0, work(next -> heard.add(Thread.currentThread() == mine ? "same thread" : "another")));
            heard.add("ends");
        }));
        assertThat(next()).isEqualTo("ends");
        assertThat(next()).isEqualTo("same thread");
    }

    @Test
    void whatFollowsAWorkThatHasGivenItsPlaceBackRunsAtOnce() throws Exception {
        workers.execute(0, work(place -> {
            place.release();
            place.then(0, work(next -> heard.add("follows")));
            await();
        }));
        assertThat(next()).isEqualTo("follows");
    }

    @Test
    void aWorkThatWaitsLetsAnotherRunAndGoesOnWithoutQueueing() throws Exception {
        CountDownLatch wakeUp = new CountDownLatch(1);
        workers.execute(0, work(place -> {
            place.waits(true);
            await();
            place.waits(false);
            heard.add("goes on");
        }));
        workers.execute(0, work(place -> {
            heard.add("runs meanwhile");
            try {
                wakeUp.await();
            } catch (InterruptedException impossible) {
                throw new AssertionError(impossible);
            }
        }));
        assertThat(next()).isEqualTo("runs meanwhile");
        assertThat(List.of(workers.running(), workers.waiting())).containsExactly(1, 1);
        go.countDown();
        assertThat(next()).isEqualTo("goes on");
        wakeUp.countDown();
    }

    @Test
    void noMoreWaitThanThereMayBe() throws Exception {
        for (int i = 1; i <= 2; i++) {
            String name = "waits " + i;
            workers.execute(0, work(place -> {
                place.waits(true);
                heard.add(name);
                await();
            }));
        }
        workers.execute(0, work(place -> heard.add("third")));
        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("waits 1", "waits 2");
        assertThat(heard).isEmpty();
        assertThat(List.of(workers.running(), workers.waiting())).containsExactly(1, 1);
        go.countDown();
        assertThat(next()).isEqualTo("third");
    }

    @Test
    void aPlaceIsGivenBackOnce() throws Exception {
        workers.execute(0, work(place -> {
            place.release();
            place.release();
            place.waits(true);
            heard.add("released");
            await();
        }));
        assertThat(next()).isEqualTo("released");
        assertThat(List.of(workers.running(), workers.waiting())).containsExactly(0, 0);
        go.countDown();
        workers.execute(0, work(place -> heard.add("next")));
        assertThat(next()).isEqualTo("next");
    }

    @Test
    void aLargerNumberOfPlacesCountsAtOnce() throws Exception {
        workers.execute(0, work(place -> await()));
        workers.execute(0, work(place -> heard.add("second")));
        workers.resize(2, 1);
        assertThat(next()).isEqualTo("second");
    }

    @Test
    void whatHasNotBegunIsRefusedWhenTheWorkersClose() throws Exception {
        workers.execute(0, work(place -> await()));
        workers.execute(0, work(place -> heard.add("never")));
        workers.close(Duration.ZERO);
        assertThat(next()).startsWith("refused: the VM manager has been stopped");
        workers.execute(0, work(place -> heard.add("never")));
        assertThat(next()).startsWith("refused");
    }
}
