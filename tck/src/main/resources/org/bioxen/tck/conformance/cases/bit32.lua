-- SPDX-License-Identifier: Apache-2.0
-- Bitwise operations (6.7).

--@ band, bor and bxor take any number of arguments
--@ 6.7 bit32.band bit32.bor bit32.bxor | 5.2
print(bit32.band(), bit32.band(0xff), bit32.band(0xff, 0x0f), bit32.band(7, 3, 2)) print(bit32.bor(), bit32.bor(1, 2, 4), bit32.bxor(), bit32.bxor(5, 1), bit32.bxor(1, 2, 3))

--@ bnot
--@ 6.7 bit32.bnot | 5.2
print(bit32.bnot(0), bit32.bnot(0xffffffff), bit32.bnot(1), bit32.bnot(-1)) print(pcall(bit32.bnot))

--@ btest
--@ 6.7 bit32.btest | 5.2
print(bit32.btest(), bit32.btest(1, 2), bit32.btest(3, 2), bit32.btest(0), bit32.btest(7, 6, 1))

--@ lshift and rshift
--@ 6.7 bit32.lshift bit32.rshift | 5.2
print(bit32.lshift(1, 4), bit32.lshift(1, 31), bit32.lshift(1, 32), bit32.lshift(1, -1), bit32.lshift(0xffffffff, 4)) print(bit32.rshift(256, 4), bit32.rshift(-1, 28), bit32.rshift(1, 32), bit32.rshift(1, -4), bit32.rshift(1, 100))

--@ arshift keeps the sign
--@ 6.7 bit32.arshift | 5.2
print(bit32.arshift(-16, 2), bit32.arshift(16, 2), bit32.arshift(-1, 40), bit32.arshift(1, 40), bit32.arshift(5, -2), bit32.arshift(0x80000000, 31))

--@ lrotate and rrotate
--@ 6.7 bit32.lrotate bit32.rrotate | 5.2
print(bit32.lrotate(0x80000001, 1), bit32.lrotate(1, -1), bit32.lrotate(0x12345678, 8), bit32.lrotate(1, 32), bit32.lrotate(1, 33)) print(bit32.rrotate(1, 1), bit32.rrotate(0x12345678, 8), bit32.rrotate(1, -1), bit32.rrotate(1, 64))

--@ extract and replace
--@ 6.7 bit32.extract bit32.replace | 5.2
print(bit32.extract(0xabcd, 4, 8), bit32.extract(0xff, 3), bit32.extract(0xffffffff, 0, 32), bit32.extract(0x80000000, 31)) print(bit32.replace(0, 0xff, 8, 4), bit32.replace(0xffffffff, 0, 31), bit32.replace(0, 1, 0), bit32.replace(0xffffffff, 0, 0, 32))

--@ fields must be inside
--@ 6.7 bit32.extract bit32.replace | 5.2
print(pcall(bit32.extract, 1, 32)) print(pcall(bit32.extract, 1, -1)) print(pcall(bit32.extract, 1, 1, 0)) print(pcall(bit32.extract, 1, 30, 5)) print(pcall(bit32.replace, 1, 1, 32)) print(pcall(bit32.extract, 1))

--@ numbers are taken modulo 2^32
--@ 6.7 bit32.band | 5.2
print(bit32.band(-1), bit32.band(2^32), bit32.band(2^33 + 3), bit32.band(-2^31), bit32.bor(-2, 0))

--@ fractions are rounded
--@ 6.7 bit32.band | 5.2
print(bit32.band(1.4), bit32.band(1.6), bit32.band(-1.4))

--@ strings are numbers here, too
--@ 6.7 bit32.band bit32.lshift | 5.2
print(bit32.band("15", "0x9"), bit32.lshift("1", "3")) print(pcall(bit32.band, {})) print(pcall(bit32.band, "x")) print(pcall(bit32.lshift, 1)) print(pcall(bit32.arshift, 1)) print(pcall(bit32.lrotate, 1))
