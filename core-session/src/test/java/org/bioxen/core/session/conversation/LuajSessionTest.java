// SPDX-License-Identifier: Apache-2.0
package org.bioxen.core.session.conversation;

class LuajSessionTest extends SessionTest {
    LuajSessionTest() {
        super("luaj", true);
    }
}
