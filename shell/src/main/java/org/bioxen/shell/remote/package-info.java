// SPDX-License-Identifier: Apache-2.0
/**
 * What a server and its clients have in common: the place of the socket, the frames that pass through it, the link that carries them.
 * For {@code org.bioxen.shell.server} in the container and for {@code org.bioxen.shell.client}, which is a program of its own.
 */
package org.bioxen.shell.remote;
