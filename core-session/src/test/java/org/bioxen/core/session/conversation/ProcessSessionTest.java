// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

class ProcessSessionTest extends SessionTest {
    ProcessSessionTest() {
        super("process", false);
    }
}
