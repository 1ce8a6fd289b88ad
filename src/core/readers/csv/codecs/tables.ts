// Written by scripts/encodings/make-tables.mjs from Python's own codecs. Do not edit.

/** Python's names for its text encodings, by their aliases (`encodings.aliases`). */
export const ALIASES =
  "273:cp273 424:cp424 437:cp437 500:cp500 646:ascii 775:cp775 850:cp850 852:cp852 855:cp855 857:cp857 858:cp858 860:cp860 861:cp861 862:cp862 863:cp863 864:cp864 865:cp865 866:cp866 869:cp869 932:cp932 936:gbk 949:cp949 950:cp950 1026:cp1026 1125:cp1125 1140:cp1140 1250:cp1250 1251:cp1251 1252:cp1252 1253:cp1253 1254:cp1254 1255:cp1255 1256:cp1256 1257:cp1257 1258:cp1258 8859:latin_1 ansi_x3.4_1968:ascii ansi_x3_4_1968:ascii ansi_x3.4_1986:ascii cp367:ascii csascii:ascii ibm367:ascii iso646_us:ascii iso_646.irv_1991:ascii iso_ir_6:ascii us:ascii us_ascii:ascii base64:base64_codec base_64:base64_codec big5_tw:big5 csbig5:big5 big5_hkscs:big5hkscs hkscs:big5hkscs bz2:bz2_codec 037:cp037 csibm037:cp037 ebcdic_cp_ca:cp037 ebcdic_cp_nl:cp037 ebcdic_cp_us:cp037 ebcdic_cp_wt:cp037 ibm037:cp037 ibm039:cp037 csibm1026:cp1026 ibm1026:cp1026 ibm1125:cp1125 cp866u:cp1125 ruscii:cp1125 ibm1140:cp1140 windows_1250:cp1250 windows_1251:cp1251 windows_1252:cp1252 windows_1253:cp1253 windows_1254:cp1254 windows_1255:cp1255 windows_1256:cp1256 windows_1257:cp1257 windows_1258:cp1258 ibm273:cp273 csibm273:cp273 csibm424:cp424 ebcdic_cp_he:cp424 ibm424:cp424 cspc8codepage437:cp437 ibm437:cp437 csibm500:cp500 ebcdic_cp_be:cp500 ebcdic_cp_ch:cp500 ibm500:cp500 cspc775baltic:cp775 ibm775:cp775 cspc850multilingual:cp850 ibm850:cp850 cspcp852:cp852 ibm852:cp852 csibm855:cp855 ibm855:cp855 csibm857:cp857 ibm857:cp857 csibm858:cp858 ibm858:cp858 csibm860:cp860 ibm860:cp860 cp_is:cp861 csibm861:cp861 ibm861:cp861 cspc862latinhebrew:cp862 ibm862:cp862 csibm863:cp863 ibm863:cp863 csibm864:cp864 ibm864:cp864 csibm865:cp865 ibm865:cp865 csibm866:cp866 ibm866:cp866 cp_gr:cp869 csibm869:cp869 ibm869:cp869 ms932:cp932 mskanji:cp932 ms_kanji:cp932 ms949:cp949 uhc:cp949 ms950:cp950 jisx0213:euc_jis_2004 eucjis2004:euc_jis_2004 euc_jis2004:euc_jis_2004 eucjisx0213:euc_jisx0213 eucjp:euc_jp ujis:euc_jp u_jis:euc_jp euckr:euc_kr korean:euc_kr ksc5601:euc_kr ks_c_5601:euc_kr ks_c_5601_1987:euc_kr ksx1001:euc_kr ks_x_1001:euc_kr gb18030_2000:gb18030 chinese:gb2312 csiso58gb231280:gb2312 euc_cn:gb2312 euccn:gb2312 eucgb2312_cn:gb2312 gb2312_1980:gb2312 gb2312_80:gb2312 iso_ir_58:gb2312 cp936:gbk ms936:gbk hex:hex_codec roman8:hp_roman8 r8:hp_roman8 csHPRoman8:hp_roman8 cp1051:hp_roman8 ibm1051:hp_roman8 hzgb:hz hz_gb:hz hz_gb_2312:hz csiso2022jp:iso2022_jp iso2022jp:iso2022_jp iso_2022_jp:iso2022_jp iso2022jp_1:iso2022_jp_1 iso_2022_jp_1:iso2022_jp_1 iso2022jp_2:iso2022_jp_2 iso_2022_jp_2:iso2022_jp_2 iso_2022_jp_2004:iso2022_jp_2004 iso2022jp_2004:iso2022_jp_2004 iso2022jp_3:iso2022_jp_3 iso_2022_jp_3:iso2022_jp_3 iso2022jp_ext:iso2022_jp_ext iso_2022_jp_ext:iso2022_jp_ext csiso2022kr:iso2022_kr iso2022kr:iso2022_kr iso_2022_kr:iso2022_kr csisolatin6:iso8859_10 iso_8859_10:iso8859_10 iso_8859_10_1992:iso8859_10 iso_ir_157:iso8859_10 l6:iso8859_10 latin6:iso8859_10 thai:iso8859_11 iso_8859_11:iso8859_11 iso_8859_11_2001:iso8859_11 iso_8859_13:iso8859_13 l7:iso8859_13 latin7:iso8859_13 iso_8859_14:iso8859_14 iso_8859_14_1998:iso8859_14 iso_celtic:iso8859_14 iso_ir_199:iso8859_14 l8:iso8859_14 latin8:iso8859_14 iso_8859_15:iso8859_15 l9:iso8859_15 latin9:iso8859_15 iso_8859_16:iso8859_16 iso_8859_16_2001:iso8859_16 iso_ir_226:iso8859_16 l10:iso8859_16 latin10:iso8859_16 csisolatin2:iso8859_2 iso_8859_2:iso8859_2 iso_8859_2_1987:iso8859_2 iso_ir_101:iso8859_2 l2:iso8859_2 latin2:iso8859_2 csisolatin3:iso8859_3 iso_8859_3:iso8859_3 iso_8859_3_1988:iso8859_3 iso_ir_109:iso8859_3 l3:iso8859_3 latin3:iso8859_3 csisolatin4:iso8859_4 iso_8859_4:iso8859_4 iso_8859_4_1988:iso8859_4 iso_ir_110:iso8859_4 l4:iso8859_4 latin4:iso8859_4 csisolatincyrillic:iso8859_5 cyrillic:iso8859_5 iso_8859_5:iso8859_5 iso_8859_5_1988:iso8859_5 iso_ir_144:iso8859_5 arabic:iso8859_6 asmo_708:iso8859_6 csisolatinarabic:iso8859_6 ecma_114:iso8859_6 iso_8859_6:iso8859_6 iso_8859_6_1987:iso8859_6 iso_ir_127:iso8859_6 csisolatingreek:iso8859_7 ecma_118:iso8859_7 elot_928:iso8859_7 greek:iso8859_7 greek8:iso8859_7 iso_8859_7:iso8859_7 iso_8859_7_1987:iso8859_7 iso_ir_126:iso8859_7 csisolatinhebrew:iso8859_8 hebrew:iso8859_8 iso_8859_8:iso8859_8 iso_8859_8_1988:iso8859_8 iso_ir_138:iso8859_8 csisolatin5:iso8859_9 iso_8859_9:iso8859_9 iso_8859_9_1989:iso8859_9 iso_ir_148:iso8859_9 l5:iso8859_9 latin5:iso8859_9 cp1361:johab ms1361:johab cskoi8r:koi8_r kz_1048:kz1048 rk1048:kz1048 strk1048_2002:kz1048 cp819:latin_1 csisolatin1:latin_1 ibm819:latin_1 iso8859:latin_1 iso8859_1:latin_1 iso_8859_1:latin_1 iso_8859_1_1987:latin_1 iso_ir_100:latin_1 l1:latin_1 latin:latin_1 latin1:latin_1 maccyrillic:mac_cyrillic macgreek:mac_greek maciceland:mac_iceland maccentraleurope:mac_latin2 mac_centeuro:mac_latin2 maclatin2:mac_latin2 macintosh:mac_roman macroman:mac_roman macturkish:mac_turkish ansi:mbcs dbcs:mbcs csptcp154:ptcp154 pt154:ptcp154 cp154:ptcp154 cyrillic_asian:ptcp154 quopri:quopri_codec quoted_printable:quopri_codec quotedprintable:quopri_codec rot13:rot_13 csshiftjis:shift_jis shiftjis:shift_jis sjis:shift_jis s_jis:shift_jis shiftjis2004:shift_jis_2004 sjis_2004:shift_jis_2004 s_jis_2004:shift_jis_2004 shiftjisx0213:shift_jisx0213 sjisx0213:shift_jisx0213 s_jisx0213:shift_jisx0213 tis620:tis_620 tis_620_0:tis_620 tis_620_2529_0:tis_620 tis_620_2529_1:tis_620 iso_ir_166:tis_620 u16:utf_16 utf16:utf_16 unicodebigunmarked:utf_16_be utf_16be:utf_16_be unicodelittleunmarked:utf_16_le utf_16le:utf_16_le u32:utf_32 utf32:utf_32 utf_32be:utf_32_be utf_32le:utf_32_le u7:utf_7 utf7:utf_7 unicode_1_1_utf_7:utf_7 u8:utf_8 utf:utf_8 utf8:utf_8 utf8_ucs2:utf_8 utf8_ucs4:utf_8 cp65001:utf_8 uu:uu_codec zip:zlib_codec zlib:zlib_codec x_mac_japanese:shift_jis x_mac_korean:euc_kr x_mac_simp_chinese:gb2312 x_mac_trad_chinese:big5";

/** Modules of Python's `encodings` that decode to text, and those that do not. */
export const TEXT_ENCODINGS =
  "ascii big5 big5hkscs charmap cp037 cp1006 cp1026 cp1125 cp1140 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp273 cp424 cp437 cp500 cp720 cp737 cp775 cp850 cp852 cp855 cp856 cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp874 cp875 cp932 cp949 cp950 euc_jis_2004 euc_jisx0213 euc_jp euc_kr gb18030 gb2312 gbk hp_roman8 hz idna iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext iso2022_kr iso8859_1 iso8859_10 iso8859_11 iso8859_13 iso8859_14 iso8859_15 iso8859_16 iso8859_2 iso8859_3 iso8859_4 iso8859_5 iso8859_6 iso8859_7 iso8859_8 iso8859_9 johab koi8_r koi8_t koi8_u kz1048 latin_1 mac_arabic mac_croatian mac_cyrillic mac_farsi mac_greek mac_iceland mac_latin2 mac_roman mac_romanian mac_turkish palmos ptcp154 punycode raw_unicode_escape shift_jis shift_jis_2004 shift_jisx0213 tis_620 undefined unicode_escape utf_16 utf_16_be utf_16_le utf_32 utf_32_be utf_32_le utf_7 utf_8 utf_8_sig";
export const OTHER_CODECS = "base64_codec bz2_codec hex_codec quopri_codec rot_13 uu_codec zlib_codec";

/** Characters of the bytes from 0x80 on, or of all 256 where the first half is not ASCII; U+FFFF where a byte has none. */
export const SINGLE_BYTES: Readonly<Record<string, string>> = {
  ascii:
    "\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}",
  charmap:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
  cp037:
    "\u{0}\u{1}\u{2}\u{3}\u{9c}\u{9}\u{86}\u{7f}\u{97}\u{8d}\u{8e}\u{b}\u{c}\u{d}\u{e}\u{f}\u{10}\u{11}\u{12}\u{13}\u{9d}\u{85}\u{8}\u{87}\u{18}\u{19}\u{92}\u{8f}\u{1c}\u{1d}\u{1e}\u{1f}\u{80}\u{81}\u{82}\u{83}\u{84}\u{a}\u{17}\u{1b}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{5}\u{6}\u{7}\u{90}\u{91}\u{16}\u{93}\u{94}\u{95}\u{96}\u{4}\u{98}\u{99}\u{9a}\u{9b}\u{14}\u{15}\u{9e}\u{1a} \u{a0}âäàáãåçñ¢.<(+|&éêëèíîïìß!$*);¬-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@'=\"Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µ~stuvwxyz¡¿ÐÝÞ®^£¥·©§¶¼½¾[]¯¨´×{ABCDEFGHI\u{ad}ôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\u{9f}",
  cp1006:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}۰۱۲۳۴۵۶۷۸۹،؛\u{ad}؟ﺁﺍﺎﺎﺏﺑﭖﭘﺓﺕﺗﭦﭨﺙﺛﺝﺟﭺﭼﺡﺣﺥﺧﺩﮄﺫﺭﮌﺯﮊﺱﺳﺵﺷﺹﺻﺽﺿﻁﻅﻉﻊﻋﻌﻍﻎﻏﻐﻑﻓﻕﻗﻙﻛﮒﮔﻝﻟﻠﻡﻣﮞﻥﻧﺅﻭﮦﮨﮩﮪﺀﺉﺊﺋﻱﻲﻳﮰﮮﹼﹽ",
  cp1026:
    "\u{0}\u{1}\u{2}\u{3}\u{9c}\u{9}\u{86}\u{7f}\u{97}\u{8d}\u{8e}\u{b}\u{c}\u{d}\u{e}\u{f}\u{10}\u{11}\u{12}\u{13}\u{9d}\u{85}\u{8}\u{87}\u{18}\u{19}\u{92}\u{8f}\u{1c}\u{1d}\u{1e}\u{1f}\u{80}\u{81}\u{82}\u{83}\u{84}\u{a}\u{17}\u{1b}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{5}\u{6}\u{7}\u{90}\u{91}\u{16}\u{93}\u{94}\u{95}\u{96}\u{4}\u{98}\u{99}\u{9a}\u{9b}\u{14}\u{15}\u{9e}\u{1a} \u{a0}âäàáãå{ñÇ.<(+!&éêëèíîïìßĞİ*);^-/ÂÄÀÁÃÅ[Ñş,%_>?øÉÊËÈÍÎÏÌı:ÖŞ'=ÜØabcdefghi«»}`¦±°jklmnopqrªºæ¸Æ¤µöstuvwxyz¡¿]$@®¢£¥·©§¶¼½¾¬|¯¨´×çABCDEFGHI\u{ad}ô~òóõğJKLMNOPQR¹û\\ùúÿü÷STUVWXYZ²Ô#ÒÓÕ0123456789³Û\"ÙÚ\u{9f}",
  cp1125:
    "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀рстуфхцчшщъыьэюяЁёҐґЄєІіЇї·√№¤■\u{a0}",
  cp1140:
    "\u{0}\u{1}\u{2}\u{3}\u{9c}\u{9}\u{86}\u{7f}\u{97}\u{8d}\u{8e}\u{b}\u{c}\u{d}\u{e}\u{f}\u{10}\u{11}\u{12}\u{13}\u{9d}\u{85}\u{8}\u{87}\u{18}\u{19}\u{92}\u{8f}\u{1c}\u{1d}\u{1e}\u{1f}\u{80}\u{81}\u{82}\u{83}\u{84}\u{a}\u{17}\u{1b}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{5}\u{6}\u{7}\u{90}\u{91}\u{16}\u{93}\u{94}\u{95}\u{96}\u{4}\u{98}\u{99}\u{9a}\u{9b}\u{14}\u{15}\u{9e}\u{1a} \u{a0}âäàáãåçñ¢.<(+|&éêëèíîïìß!$*);¬-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@'=\"Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ€µ~stuvwxyz¡¿ÐÝÞ®^£¥·©§¶¼½¾[]¯¨´×{ABCDEFGHI\u{ad}ôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\u{9f}",
  cp1250:
    "€\u{ffff}‚\u{ffff}„…†‡\u{ffff}‰Š‹ŚŤŽŹ\u{ffff}‘’“”•–—\u{ffff}™š›śťžź\u{a0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{ad}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙",
  cp1251:
    "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{ffff}™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕїАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя",
  cp1252:
    "€\u{ffff}‚ƒ„…†‡ˆ‰Š‹Œ\u{ffff}Ž\u{ffff}\u{ffff}‘’“”•–—˜™š›œ\u{ffff}žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
  cp1253:
    "€\u{ffff}‚ƒ„…†‡\u{ffff}‰\u{ffff}‹\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}‘’“”•–—\u{ffff}™\u{ffff}›\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{a0}΅Ά£¤¥¦§¨©\u{ffff}«¬\u{ad}®―°±²³΄µ¶·ΈΉΊ»Ό½ΎΏΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡ\u{ffff}ΣΤΥΦΧΨΩΪΫάέήίΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ\u{ffff}",
  cp1254:
    "€\u{ffff}‚ƒ„…†‡ˆ‰Š‹Œ\u{ffff}\u{ffff}\u{ffff}\u{ffff}‘’“”•–—˜™š›œ\u{ffff}\u{ffff}Ÿ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞßàáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ",
  cp1255:
    "€\u{ffff}‚ƒ„…†‡ˆ‰\u{ffff}‹\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}‘’“”•–—˜™\u{ffff}›\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{a0}¡¢£₪¥¦§¨©×«¬\u{ad}®¯°±²³´µ¶·¸¹÷»¼½¾¿\u{5b0}\u{5b1}\u{5b2}\u{5b3}\u{5b4}\u{5b5}\u{5b6}\u{5b7}\u{5b8}\u{5b9}\u{ffff}\u{5bb}\u{5bc}\u{5bd}־\u{5bf}׀\u{5c1}\u{5c2}׃װױײ׳״\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}אבגדהוזחטיךכלםמןנסעףפץצקרשת\u{ffff}\u{ffff}\u{200e}\u{200f}\u{ffff}",
  cp1256:
    "€پ‚ƒ„…†‡ˆ‰ٹ‹Œچژڈگ‘’“”•–—ک™ڑ›œ\u{200c}\u{200d}ں\u{a0}،¢£¤¥¦§¨©ھ«¬\u{ad}®¯°±²³´µ¶·¸¹؛»¼½¾؟ہءآأؤإئابةتثجحخدذرزسشصض×طظعغـفقكàلâمنهوçèéêëىيîï\u{64b}\u{64c}\u{64d}\u{64e}ô\u{64f}\u{650}÷\u{651}ù\u{652}ûü\u{200e}\u{200f}ے",
  cp1257:
    "€\u{ffff}‚\u{ffff}„…†‡\u{ffff}‰\u{ffff}‹\u{ffff}¨ˇ¸\u{ffff}‘’“”•–—\u{ffff}™\u{ffff}›\u{ffff}¯˛\u{ffff}\u{a0}\u{ffff}¢£¤\u{ffff}¦§Ø©Ŗ«¬\u{ad}®Æ°±²³´µ¶·ø¹ŗ»¼½¾æĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽßąįāćäåęēčéźėģķīļšńņóōõö÷ųłśūüżž˙",
  cp1258:
    "€\u{ffff}‚ƒ„…†‡ˆ‰\u{ffff}‹Œ\u{ffff}\u{ffff}\u{ffff}\u{ffff}‘’“”•–—˜™\u{ffff}›œ\u{ffff}\u{ffff}Ÿ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂĂÄÅÆÇÈÉÊË\u{300}ÍÎÏĐÑ\u{309}ÓÔƠÖ×ØÙÚÛÜƯ\u{303}ßàáâăäåæçèéêë\u{301}íîïđñ\u{323}óôơö÷øùúûüư₫ÿ",
  cp273:
    "\u{0}\u{1}\u{2}\u{3}\u{9c}\u{9}\u{86}\u{7f}\u{97}\u{8d}\u{8e}\u{b}\u{c}\u{d}\u{e}\u{f}\u{10}\u{11}\u{12}\u{13}\u{9d}\u{85}\u{8}\u{87}\u{18}\u{19}\u{92}\u{8f}\u{1c}\u{1d}\u{1e}\u{1f}\u{80}\u{81}\u{82}\u{83}\u{84}\u{a}\u{17}\u{1b}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{5}\u{6}\u{7}\u{90}\u{91}\u{16}\u{93}\u{94}\u{95}\u{96}\u{4}\u{98}\u{99}\u{9a}\u{9b}\u{14}\u{15}\u{9e}\u{1a} \u{a0}â{àáãåçñÄ.<(+!&éêëèíîïì~Ü$*);^-/Â[ÀÁÃÅÇÑö,%_>?øÉÊËÈÍÎÏÌ`:#§'=\"Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µßstuvwxyz¡¿ÐÝÞ®¢£¥·©@¶¼½¾¬|‾¨´×äABCDEFGHI\u{ad}ô¦òóõüJKLMNOPQR¹û}ùúÿÖ÷STUVWXYZ²Ô\\ÒÓÕ0123456789³Û]ÙÚ\u{9f}",
  cp424:
    "\u{0}\u{1}\u{2}\u{3}\u{9c}\u{9}\u{86}\u{7f}\u{97}\u{8d}\u{8e}\u{b}\u{c}\u{d}\u{e}\u{f}\u{10}\u{11}\u{12}\u{13}\u{9d}\u{85}\u{8}\u{87}\u{18}\u{19}\u{92}\u{8f}\u{1c}\u{1d}\u{1e}\u{1f}\u{80}\u{81}\u{82}\u{83}\u{84}\u{a}\u{17}\u{1b}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{5}\u{6}\u{7}\u{90}\u{91}\u{16}\u{93}\u{94}\u{95}\u{96}\u{4}\u{98}\u{99}\u{9a}\u{9b}\u{14}\u{15}\u{9e}\u{1a} אבגדהוזחט¢.<(+|&יךכלםמןנס!$*);¬-/עףפץצקרש¦,%_>?\u{ffff}ת\u{ffff}\u{ffff}\u{a0}\u{ffff}\u{ffff}\u{ffff}‗`:#@'=\"\u{ffff}abcdefghi«»\u{ffff}\u{ffff}\u{ffff}±°jklmnopqr\u{ffff}\u{ffff}\u{ffff}¸\u{ffff}¤µ~stuvwxyz\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}®^£¥·©§¶¼½¾[]¯¨´×{ABCDEFGHI\u{ad}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}}JKLMNOPQR¹\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\\÷STUVWXYZ²\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}0123456789³\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{9f}",
  cp437:
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
  cp500:
    "\u{0}\u{1}\u{2}\u{3}\u{9c}\u{9}\u{86}\u{7f}\u{97}\u{8d}\u{8e}\u{b}\u{c}\u{d}\u{e}\u{f}\u{10}\u{11}\u{12}\u{13}\u{9d}\u{85}\u{8}\u{87}\u{18}\u{19}\u{92}\u{8f}\u{1c}\u{1d}\u{1e}\u{1f}\u{80}\u{81}\u{82}\u{83}\u{84}\u{a}\u{17}\u{1b}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{5}\u{6}\u{7}\u{90}\u{91}\u{16}\u{93}\u{94}\u{95}\u{96}\u{4}\u{98}\u{99}\u{9a}\u{9b}\u{14}\u{15}\u{9e}\u{1a} \u{a0}âäàáãåçñ[.<(+!&éêëèíîïìß]$*);^-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@'=\"Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µ~stuvwxyz¡¿ÐÝÞ®¢£¥·©§¶¼½¾¬|¯¨´×{ABCDEFGHI\u{ad}ôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\u{9f}",
  cp720:
    "\u{80}\u{81}éâ\u{84}à\u{86}çêëèïî\u{8d}\u{8e}\u{8f}\u{90}\u{651}\u{652}ô¤ـûùءآأؤ£إئابةتثجحخدذرزسشص«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀ضطظعغفµقكلمنهوىي≡\u{64b}\u{64c}\u{64d}\u{64e}\u{64f}\u{650}≈°∙·√ⁿ²■\u{a0}",
  cp737:
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψ░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀ωάέήϊίόύϋώΆΈΉΊΌΎΏ±≥≤ΪΫ÷≈°∙·√ⁿ²■\u{a0}",
  cp775:
    "ĆüéāäģåćłēŖŗīŹÄÅÉæÆōöĢ¢ŚśÖÜø£Ø×¤ĀĪóŻżź”¦©®¬½¼Ł«»░▒▓│┤ĄČĘĖ╣║╗╝ĮŠ┐└┴┬├─┼ŲŪ╚╔╩╦╠═╬Žąčęėįšųūž┘┌█▄▌▐▀ÓßŌŃõÕµńĶķĻļņĒŅ’\u{ad}±“¾¶§÷„°∙·¹³²■\u{a0}",
  cp850:
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
  cp852:
    "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}",
  cp855:
    "ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪаАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐└┴┬├─┼кК╚╔╩╦╠═╬¤лЛмМнНоОп┘┌█▄Пя▀ЯрРсСтТуУжЖвВьЬ№\u{ad}ыЫзЗшШэЭщЩчЧ§■\u{a0}",
  cp856:
    "אבגדהוזחטיךכלםמןנסעףפץצקרשת\u{ffff}£\u{ffff}×\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}®¬½¼\u{ffff}«»░▒▓│┤\u{ffff}\u{ffff}\u{ffff}©╣║╗╝¢¥┐└┴┬├─┼\u{ffff}\u{ffff}╚╔╩╦╠═╬¤\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}┘┌█▄¦\u{ffff}▀\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}µ\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
  cp857:
    "ÇüéâäàåçêëèïîıÄÅÉæÆôöòûùİÖÜø£ØŞşáíóúñÑĞğ¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ºªÊËÈ\u{ffff}ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµ\u{ffff}×ÚÛÙìÿ¯´\u{ad}±\u{ffff}¾¶§÷¸°¨·¹³²■\u{a0}",
  cp858:
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
  cp860:
    "ÇüéâãàÁçêÊèÍÔìÃÂÉÀÈôõòÚùÌÕÜ¢£Ù₧ÓáíóúñÑªº¿Ò¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
  cp861:
    "ÇüéâäàåçêëèÐðÞÄÅÉæÆôöþûÝýÖÜø£Ø₧ƒáíóúÁÍÓÚ¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
  cp862:
    "אבגדהוזחטיךכלםמןנסעףפץצקרשת¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
  cp863:
    "ÇüéâÂà¶çêëèïî‗À§ÉÈÊôËÏûù¤ÔÜ¢£ÙÛƒ¦´óú¨¸³¯Î⌐¬½¼¾«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
  cp864:
    "\u{0}\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\u{9}\u{a}\u{b}\u{c}\u{d}\u{e}\u{f}\u{10}\u{11}\u{12}\u{13}\u{14}\u{15}\u{16}\u{17}\u{18}\u{19}\u{1a}\u{1b}\u{1c}\u{1d}\u{1e}\u{1f} !\"#$٪&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\u{7f}°·∙√▒─│┼┤┬├┴┐┌└┘β∞φ±½¼≈«»ﻷﻸ\u{ffff}\u{ffff}ﻻﻼ\u{ffff}\u{a0}\u{ad}ﺂ£¤ﺄ\u{ffff}\u{ffff}ﺎﺏﺕﺙ،ﺝﺡﺥ٠١٢٣٤٥٦٧٨٩ﻑ؛ﺱﺵﺹ؟¢ﺀﺁﺃﺅﻊﺋﺍﺑﺓﺗﺛﺟﺣﺧﺩﺫﺭﺯﺳﺷﺻﺿﻁﻅﻋﻏ¦¬÷×ﻉـﻓﻗﻛﻟﻣﻧﻫﻭﻯﻳﺽﻌﻎﻍﻡﹽ\u{651}ﻥﻩﻬﻰﻲﻐﻕﻵﻶﻝﻙﻱ■\u{ffff}",
  cp865:
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø₧ƒáíóúñÑªº¿⌐¬½¼¡«¤░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
  cp866:
    "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀рстуфхцчшщъыьэюяЁёЄєЇїЎў°∙·√№¤■\u{a0}",
  cp869:
    "\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}Ά\u{ffff}·¬¦‘’Έ―ΉΊΪΌ\u{ffff}\u{ffff}ΎΫ©Ώ²³ά£έήίϊΐόύΑΒΓΔΕΖΗ½ΘΙ«»░▒▓│┤ΚΛΜΝ╣║╗╝ΞΟ┐└┴┬├─┼ΠΡ╚╔╩╦╠═╬ΣΤΥΦΧΨΩαβγ┘┌█▄δε▀ζηθικλμνξοπρσςτ΄\u{ad}±υφχ§ψ΅°¨ωϋΰώ■\u{a0}",
  cp874:
    "€\u{ffff}\u{ffff}\u{ffff}\u{ffff}…\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}‘’“”•–—\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{a0}กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮฯะ\u{e31}าำ\u{e34}\u{e35}\u{e36}\u{e37}\u{e38}\u{e39}\u{e3a}\u{ffff}\u{ffff}\u{ffff}\u{ffff}฿เแโใไๅๆ\u{e47}\u{e48}\u{e49}\u{e4a}\u{e4b}\u{e4c}\u{e4d}\u{e4e}๏๐๑๒๓๔๕๖๗๘๙๚๛\u{ffff}\u{ffff}\u{ffff}\u{ffff}",
  cp875:
    "\u{0}\u{1}\u{2}\u{3}\u{9c}\u{9}\u{86}\u{7f}\u{97}\u{8d}\u{8e}\u{b}\u{c}\u{d}\u{e}\u{f}\u{10}\u{11}\u{12}\u{13}\u{9d}\u{85}\u{8}\u{87}\u{18}\u{19}\u{92}\u{8f}\u{1c}\u{1d}\u{1e}\u{1f}\u{80}\u{81}\u{82}\u{83}\u{84}\u{a}\u{17}\u{1b}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{5}\u{6}\u{7}\u{90}\u{91}\u{16}\u{93}\u{94}\u{95}\u{96}\u{4}\u{98}\u{99}\u{9a}\u{9b}\u{14}\u{15}\u{9e}\u{1a} ΑΒΓΔΕΖΗΘΙ[.<(+!&ΚΛΜΝΞΟΠΡΣ]$*);^-/ΤΥΦΧΨΩΪΫ|,%_>?¨ΆΈΉ\u{a0}ΊΌΎΏ`:#@'=\"΅abcdefghiαβγδεζ°jklmnopqrηθικλμ´~stuvwxyzνξοπρσ£άέήϊίόύϋώςτυφχψ{ABCDEFGHI\u{ad}ωΐΰ‘―}JKLMNOPQR±½\u{1a}·’¦\\\u{1a}STUVWXYZ²§\u{1a}\u{1a}«¬0123456789³©\u{1a}\u{1a}»\u{9f}",
  hp_roman8:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}ÀÂÈÊËÎÏ´ˋˆ¨˜ÙÛ₤¯Ýý°ÇçÑñ¡¿¤£¥§ƒ¢âêôûáéóúàèòùäëöüÅîØÆåíøæÄìÖÜÉïßÔÁÃãÐðÍÌÓÒÕõŠšÚŸÿÞþ·µ¶¾—¼½ªº«■»±\u{ffff}",
  iso8859_1:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
  iso8859_10:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}ĄĒĢĪĨĶ§ĻĐŠŦŽ\u{ad}ŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ",
  iso8859_11:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮฯะ\u{e31}าำ\u{e34}\u{e35}\u{e36}\u{e37}\u{e38}\u{e39}\u{e3a}\u{ffff}\u{ffff}\u{ffff}\u{ffff}฿เแโใไๅๆ\u{e47}\u{e48}\u{e49}\u{e4a}\u{e4b}\u{e4c}\u{e4d}\u{e4e}๏๐๑๒๓๔๕๖๗๘๙๚๛\u{ffff}\u{ffff}\u{ffff}\u{ffff}",
  iso8859_13:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}”¢£¤„¦§Ø©Ŗ«¬\u{ad}®Æ°±²³“µ¶·ø¹ŗ»¼½¾æĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽßąįāćäåęēčéźėģķīļšńņóōõö÷ųłśūüżž’",
  iso8859_14:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u{ad}®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ",
  iso8859_15:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}¡¢£€¥Š§š©ª«¬\u{ad}®¯°±²³Žµ¶·ž¹º»ŒœŸ¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
  iso8859_16:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}ĄąŁ€„Š§š©Ș«Ź\u{ad}źŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ",
  iso8859_2:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{ad}ŽŻ°ą˛ł´ľśˇ¸šşťź˝žżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙",
  iso8859_3:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}Ħ˘£¤\u{ffff}Ĥ§¨İŞĞĴ\u{ad}\u{ffff}Ż°ħ²³´µĥ·¸ışğĵ½\u{ffff}żÀÁÂ\u{ffff}ÄĊĈÇÈÉÊËÌÍÎÏ\u{ffff}ÑÒÓÔĠÖ×ĜÙÚÛÜŬŜßàáâ\u{ffff}äċĉçèéêëìíîï\u{ffff}ñòóôġö÷ĝùúûüŭŝ˙",
  iso8859_4:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}ĄĸŖ¤ĨĻ§¨ŠĒĢŦ\u{ad}Ž¯°ą˛ŗ´ĩļˇ¸šēģŧŊžŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎĪĐŅŌĶÔÕÖ×ØŲÚÛÜŨŪßāáâãäåæįčéęëėíîīđņōķôõö÷øųúûüũū˙",
  iso8859_5:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}ЁЂЃЄЅІЇЈЉЊЋЌ\u{ad}ЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя№ёђѓєѕіїјљњћќ§ўџ",
  iso8859_6:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}\u{ffff}\u{ffff}\u{ffff}¤\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}،\u{ad}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}؛\u{ffff}\u{ffff}\u{ffff}؟\u{ffff}ءآأؤإئابةتثجحخدذرزسشصضطظعغ\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}ـفقكلمنهوىي\u{64b}\u{64c}\u{64d}\u{64e}\u{64f}\u{650}\u{651}\u{652}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}",
  iso8859_7:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}‘’£€₯¦§¨©ͺ«¬\u{ad}\u{ffff}―°±²³΄΅Ά·ΈΉΊ»Ό½ΎΏΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡ\u{ffff}ΣΤΥΦΧΨΩΪΫάέήίΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ\u{ffff}",
  iso8859_8:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}\u{ffff}¢£¤¥¦§¨©×«¬\u{ad}®¯°±²³´µ¶·¸¹÷»¼½¾\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}‗אבגדהוזחטיךכלםמןנסעףפץצקרשת\u{ffff}\u{ffff}\u{200e}\u{200f}\u{ffff}",
  iso8859_9:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞßàáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ",
  koi8_r:
    "─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\u{a0}⌡°²·÷═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ",
  koi8_t:
    "қғ‚Ғ„…†‡\u{ffff}‰ҳ‹ҲҷҶ\u{ffff}Қ‘’“”•–—\u{ffff}™\u{ffff}›\u{ffff}\u{ffff}\u{ffff}\u{ffff}\u{ffff}ӯӮё¤ӣ¦§\u{ffff}\u{ffff}\u{ffff}«¬\u{ad}®\u{ffff}°±²Ё\u{ffff}Ӣ¶·\u{ffff}№\u{ffff}»\u{ffff}\u{ffff}\u{ffff}©юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ",
  koi8_u:
    "─│┌┐└┘├┤┬┴┼▀▄█▌▐░▒▓⌠■∙√≈≤≥\u{a0}⌡°²·÷═║╒ёє╔ії╗╘╙╚╛ґ╝╞╟╠╡ЁЄ╣ІЇ╦╧╨╩╪Ґ╬©юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ",
  kz1048:
    "ЂЃ‚ѓ„…†‡€‰Љ‹ЊҚҺЏђ‘’“”•–—\u{ffff}™љ›њқһџ\u{a0}ҰұӘ¤Ө¦§Ё©Ғ«¬\u{ad}®Ү°±Ііөµ¶·ё№ғ»әҢңүАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя",
  latin_1:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
  mac_arabic:
    "Ä\u{a0}ÇÉÑÖÜáàâäں«çéèêëí…îïñó»ôö÷úùûü !\"#$٪&'()*+،-./٠١٢٣٤٥٦٧٨٩:؛<=>؟❊ءآأؤإئابةتثجحخدذرزسشصضطظعغ[\\]^_ـفقكلمنهوىي\u{64b}\u{64c}\u{64d}\u{64e}\u{64f}\u{650}\u{651}\u{652}پٹچەڤگڈڑ{|}ژے",
  mac_croatian:
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®Š™´¨≠ŽØ∞±≤≥∆µ∂∑∏š∫ªºΩžø¿¡¬√ƒ≈Ć«Č…\u{a0}ÀÃÕŒœĐ—“”‘’÷◊\u{f8ff}©⁄€‹›Æ»–·‚„‰ÂćÁčÈÍÎÏÌÓÔđÒÚÛÙıˆ˜¯πË˚¸Êæˇ",
  mac_cyrillic:
    "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ†°Ґ£§•¶І®©™Ђђ≠Ѓѓ∞±≤≥іµґЈЄєЇїЉљЊњјЅ¬√ƒ≈∆«»…\u{a0}ЋћЌќѕ–—“”‘’÷„ЎўЏџ№Ёёяабвгдежзийклмнопрстуфхцчшщъыьэю€",
  mac_farsi:
    "Ä\u{a0}ÇÉÑÖÜáàâäں«çéèêëí…îïñó»ôö÷úùûü !\"#$٪&'()*+،-./۰۱۲۳۴۵۶۷۸۹:؛<=>؟❊ءآأؤإئابةتثجحخدذرزسشصضطظعغ[\\]^_ـفقكلمنهوىي\u{64b}\u{64c}\u{64d}\u{64e}\u{64f}\u{650}\u{651}\u{652}پٹچەڤگڈڑ{|}ژے",
  mac_greek:
    "Ä¹²É³ÖÜ΅àâä΄¨çéèêë£™îï•½‰ôö¦€ùûü†ΓΔΘΛΞΠß®©ΣΪ§≠°·Α±≤≥¥ΒΕΖΗΙΚΜΦΫΨΩάΝ¬ΟΡ≈Τ«»…\u{a0}ΥΧΆΈœ–―“”‘’÷ΉΊΌΎέήίόΏύαβψδεφγηιξκλμνοπώρστθωςχυζϊϋΐΰ\u{ad}",
  mac_iceland:
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûüÝ°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€ÐðÞþý·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
  mac_latin2:
    "ÄĀāÉĄÖÜáąČäčĆćéŹźĎíďĒēĖóėôöõúĚěü†°Ę£§•¶ß®©™ę¨≠ģĮįĪ≤≥īĶ∂∑łĻļĽľĹĺŅņŃ¬√ńŇ∆«»…\u{a0}ňŐÕőŌ–—“”‘’÷◊ōŔŕŘ‹›řŖŗŠ‚„šŚśÁŤťÍŽžŪÓÔūŮÚůŰűŲųÝýķŻŁżĢˇ",
  mac_roman:
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
  mac_romanian:
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ĂȘ∞±≤≥¥µ∂∑∏π∫ªºΩăș¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›Țț‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
  mac_turkish:
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸĞğİıŞş‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙ\u{f8a0}ˆ˜¯˘˙˚¸˝˛ˇ",
  palmos:
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ♦♣♥♠‘’“”•–—˜™š\u{9b}œ\u{9d}\u{9e}Ÿ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
  ptcp154:
    "ҖҒӮғ„…ҶҮҲүҠӢҢҚҺҸҗ‘’“”•–—ҳҷҡӣңқһҹ\u{a0}ЎўЈӨҘҰ§Ё©Ә«¬ӯ®Ҝ°ұІіҙө¶·ё№ә»јҪҫҝАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя",
  tis_620:
    "\u{80}\u{81}\u{82}\u{83}\u{84}\u{85}\u{86}\u{87}\u{88}\u{89}\u{8a}\u{8b}\u{8c}\u{8d}\u{8e}\u{8f}\u{90}\u{91}\u{92}\u{93}\u{94}\u{95}\u{96}\u{97}\u{98}\u{99}\u{9a}\u{9b}\u{9c}\u{9d}\u{9e}\u{9f}\u{ffff}กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮฯะ\u{e31}าำ\u{e34}\u{e35}\u{e36}\u{e37}\u{e38}\u{e39}\u{e3a}\u{ffff}\u{ffff}\u{ffff}\u{ffff}฿เแโใไๅๆ\u{e47}\u{e48}\u{e49}\u{e4a}\u{e4b}\u{e4c}\u{e4d}\u{e4e}๏๐๑๒๓๔๕๖๗๘๙๚๛\u{ffff}\u{ffff}\u{ffff}\u{ffff}",
};

/** A codec of two bytes: the pairs it defines, and those whose characters `TextDecoder` gets wrong somewhere. Runs are `gap+length` in base 36. */
export interface PairTable {
  readonly label: string;
  readonly defined: string;
  readonly own: string;
  readonly characters: string;
}

export const PAIRS: Readonly<Record<string, PairTable>> = {
  gb2312: {
    label: "gb18030",
    defined:
      "vxd+2m 4z+1e 3+a 3+c 4l+2m 4j+2b 4u+2e 4r+o 9+o 5l+x g+x 4w+q b+11 57+24 1bm+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2h 4o+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m",
    own: "vxg+1 6+1",
    characters: "・―",
  },
  gbk: {
    label: "gb18030",
    defined:
      "pj4+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 4j+2m 4j+a 7+1e 3+a 3+c 4l+2m 4j+2b 4u+2e 4r+o 9+o 8+c 3+5 2+2 4s+x g+x 27+1r 2+m c+r 2+2 2+1 5+11 2f+o 2+2 2+1 4+v 2+9 e+1 e+24 29+1r 2+x 4g+1r 2+x 4g+1r 2+x 4g+1r 2+x 4g+1r 2+x 4g+1r 2+x 4g+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3e 1z+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+x 4g+1r 2+x 4g+1r 2+x 4g+1r 2+x 4g+1r 2+x 4g+1r 2+x 4g+g",
    own: "",
    characters: "",
  },
  gb18030: {
    label: "gb18030",
    defined:
      "pj4+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j 1u+1r 2+3j",
    own: "wbk+1 mx+7 d+2 6+1 cp+1 gwt+1 8+1 5+2 6+1 h+1 i+1 g+1",
    characters:
      "\u{e5e5}\u{e78d}\u{e78e}\u{e78f}\u{e790}\u{e791}\u{e792}\u{e793}\u{e794}\u{e795}\u{e796}\u{e7c7}\u{e81e}\u{e826}\u{e82b}\u{e82c}\u{e832}\u{e843}\u{e854}\u{e864}",
  },
  big5: {
    label: "big5",
    defined:
      "vuo+1r z+2m 1u+1r z+2m 1u+1r z+v 3l+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2k 90+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+1h",
    own: "vut+1 9+1 38+1 x+1 f+2 26+2 2+1 2+2 76i+2m 1u+1r z+2k",
    characters:
      "•､‾∼♁☉／＼¥¢£ヾゝゞ々ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶДЕЁЖЗИЙКЛМУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽",
  },
  cp950: {
    label: "big5",
    defined:
      "vuo+1r z+2m 1u+1r z+2m 1u+1r z+v y+1 2n+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2k 90+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m 1u+1r z+2m",
    own: "138h+2m 1u+1r z+2k 9vm+1",
    characters:
      "ヾゝゞ々ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶДЕЁЖЗИЙКЛМУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽▓",
  },
  cp932: {
    label: "shift_jis",
    defined:
      "pj4+1r 2+19 c+8 9+7 c+f 8+8 5+1 2b+a 8+q 8+q 5+2b 27+1r 2+n 9+o 9+o 2y+x g+f 2+i e+w hu+u 2+n 9+1 2+t 77+2m 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1f 19+2m 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h cp0+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+11 ik+1r 2+3h 1w+1r 2+31 3+e 90+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+c",
    own: "",
    characters: "",
  },
  shift_jis: {
    label: "shift_jis",
    defined:
      "pj4+1r 2+19 c+8 9+7 c+f 8+8 5+1 2b+a 8+q 8+q 5+2b 27+1r 2+n 9+o 9+o 2y+x g+f 2+i e+w rl+2m 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1f 19+2m 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h cp0+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+3h 1w+1r 2+11",
    own: "pk0+2 r+1 l+2 1k+1",
    characters: "〜‖−¢£¬",
  },
  euc_jp: {
    label: "euc-jp",
    defined:
      "s69+1r 3pe+2m 4j+e c+8 9+7 c+f 8+8 5+1 4y+a 8+q 7+q 4n+2b 4u+2e 4r+o 9+o 5l+x g+x 4w+w 1k1+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+1f 5q+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+6",
    own: "vy9+2 r+1 k+2 62+1",
    characters: "〜‖−¢£¬",
  },
  cp949: {
    label: "euc-kr",
    defined:
      "vxd+2m 4j+1z 56+2m 4j+2m 4j+a 6+a 8+o 9+o 4p+1w 59+27 4y+4 2+1 2+8 2+26 4j+2m 4j+2b 4u+2e 4r+x g+x q8+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m bn+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m",
    own: "w6e+2",
    characters: "€®",
  },
  euc_kr: {
    label: "euc-kr",
    defined:
      "vxd+2m 4j+1z 56+2m 4j+1f 2+16 4j+a 6+a 8+o 9+o 4p+1w 59+27 4y+4 2+1 2+8 2+26 4j+2m 4j+2b 4u+2e 4r+x g+x q8+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m bn+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m",
    own: "w6e+2",
    characters: "€®",
  },
};

/** The pairs at which cp949 continues KS X 1001 with the remaining syllables of Hangul, in their order. */
export const HANGUL_PAIRS =
  "pj5+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+3i 1v+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+q 7+q 7+w 4h+i";

/** euc_jp's characters of three bytes after 0x8f: JIS X 0212. */
export const TRIPLES: PairTable = {
  label: "euc-jp",
  defined:
    "w4v+b 9+3 13+7 s0+5 2+1 2+2 2+1 5+c 5i+d 10+d bn+2 2+1 2+1 2+2 2+3 2+2 h+g 5t+o 2+1q 4q+r 2+7 2+1f x6+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+2m 4j+1v",
  own: "w53+1",
  characters: "~",
};
