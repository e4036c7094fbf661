// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.vm;

import java.time.Duration;

/**
 * What the manager keeps to.
 *
 * @param backendWait how long work waits for a backend that is not there
 * @param drainTimeout how long what runs may go on when its backend leaves
 * @param stopGrace how long an engine has to stop before it is closed, and after that before it is given up
 * @param threads how many scripts run at once
 * @param waitingThreads how many more may wait for input while others run in their place
 * @param pendingPerVm how many executions wait in one VM's queue
 * @param pendingTotal how many accepted executions of all VMs together may not have ended
 */
record Settings(
        Duration backendWait,
        Duration drainTimeout,
        Duration stopGrace,
        int threads,
        int waitingThreads,
        int pendingPerVm,
        int pendingTotal) {}
