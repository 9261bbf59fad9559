/* dev_names.c - forenames and surnames of Britain by where families come from, the frequent ones first. */
#include "accuracy/dev.h"

typedef struct names {
    int percent; /* of people */
    const char *male, *female, *sur;
} names;

static const names of[ORIGINS] = {
    [BRITISH] =
        {58,
         "David|John|Michael|Paul|James|Andrew|Mark|Robert|Peter|Stephen|Christopher|Richard|Ian|Daniel|Thomas|William|"
         "Simon|"
         "Anthony|Matthew|Jack|George|Kevin|Oliver|Harry|Steven|Philip|Gary|Martin|Alan|Joseph|Samuel|Benjamin|Adam|"
         "Luke|"
         "Joshua|Charlie|Graham|Neil|Nicholas|Jonathan|Keith|Brian|Barry|Roger|Edward|Alexander|Lee|Jason|Trevor|Derek|"
         "Kenneth|Ronald|Raymond|Dennis|Nigel|Colin|Geoffrey|Timothy|Stuart|Craig|Ryan|Jamie|Nathan|Lewis|Callum|Jake|"
         "Connor|Kieran|Alfie|Archie|Freddie|Noah|Theo|Leo|Oscar|Henry|Arthur|Albert|Ernest|Frederick|Stanley|Walter|"
         "Sidney|"
         "Reginald|Leonard|Cyril|Norman|Harold|Clive|Terence|Malcolm|Douglas|Gordon|Duncan|Toby|Rupert|Jeremy|Giles|"
         "Marcus|"
         "Dominic|Elliot|Ellis|Tyler|Kyle|Shane|Wayne|Darren|Dean|Carl|Russell|Glenn|Roy|Ray|Will|Max|Reuben|Isaac|"
         "Jude",
         "Susan|Sarah|Margaret|Karen|Julie|Elizabeth|Emma|Jane|Helen|Claire|Nicola|Jennifer|Christine|Patricia|Linda|"
         "Laura|"
         "Rebecca|Jacqueline|Amanda|Louise|Rachel|Victoria|Emily|Charlotte|Hannah|Lucy|Sophie|Jessica|Chloe|Amy|Olivia|"
         "Grace|"
         "Amelia|Isla|Ava|Mia|Lily|Ella|Poppy|Daisy|Ruby|Evie|Freya|Florence|Alice|Rosie|Ivy|Mary|Ann|Anne|Carol|Janet|"
         "Barbara|Maureen|Sheila|Dorothy|Joan|Joyce|Jean|Doris|Edna|Irene|Hilda|Vera|Gladys|Winifred|Elsie|Edith|Ethel|"
         "Mabel|"
         "Sandra|Deborah|Tracey|Sharon|Lesley|Lorraine|Denise|Gillian|Diane|Wendy|Beverley|Dawn|Paula|Kerry|Kelly|Lisa|"
         "Michelle|Joanne|Samantha|Natalie|Gemma|Stacey|Kirsty|Katie|Kate|Catherine|Katherine|Heather|Hazel|Heidi|"
         "Harriet|"
         "Georgia|Georgina|Imogen|Phoebe|Matilda|Beatrice|Eleanor|Esme|Zoe|Zoë|Chloë|April|May|June|Faith|Hope|Joy|"
         "Rose|"
         "Violet|Iris|Olive|Penelope|Philippa|Rosemary|Pamela|Brenda|Marjorie|Muriel|Kathleen|Eileen|Yvonne|Tina|"
         "Leanne|"
         "Hayley|Holly|Jodie|Abigail|Bethany|Molly|Millie|Summer|Skye|Willow",
         "Smith|Jones|Taylor|Brown|Williams|Wilson|Johnson|Davies|Robinson|Wright|Thompson|Evans|Walker|White|Roberts|"
         "Green|"
         "Hall|Wood|Jackson|Clarke|Harris|Clark|Lewis|Turner|Hill|Cooper|Ward|Moore|Morris|King|Watson|Baker|Harrison|"
         "Morgan|"
         "Young|Allen|Mitchell|James|Anderson|Phillips|Lee|Bell|Parker|Davis|Bennett|Miller|Cook|Shaw|Richardson|"
         "Carter|"
         "Collins|Marshall|Bailey|Gray|Cox|Adams|Wilkinson|Foster|Chapman|Mason|Russell|Powell|Webb|Rogers|Hunt|Mills|"
         "Holmes|Palmer|Gibson|Matthews|Barnes|Fisher|Knight|Lloyd|Butler|Barker|Dixon|Stevens|Jenkins|Harvey|Pearson|"
         "Fletcher|Howard|Andrews|Reynolds|Elliott|Ellis|Fox|Ford|Payne|Saunders|Day|Brooks|West|Lawrence|Atkinson|"
         "Bradley|"
         "Spencer|Wells|Dawson|Burton|Watts|Rose|Walsh|Lane|Cole|Ball|Hart|Hughes|Parsons|Perry|Gill|Booth|Nicholls|"
         "Dean|"
         "Newman|Berry|Lowe|Porter|Gardner|Bird|Hudson|Woods|Barrett|Hunter|Carr|Arnold|Stone|Poole|Hopkins|Lawson|"
         "Francis|Webster|Page|Armstrong|Oliver|Burgess|Curtis|Sutton|Hawkins|Dunn|Goodwin|Freeman|Bates|Banks|"
         "Greenwood|"
         "Osborne|Rhodes|Cross|Barlow|Sharp|French|Bishop|Kemp|May|Marsh|Gregory|Norman|Coates|Nash|Hodgson|Holland|"
         "Bolton|Farrell|Sykes|Hewitt|Parkin|Tomlinson|Chambers|Chandler|Steele|Bartlett|Wheeler|Potter|Weston|Bentley|"
         "Yates|Summers|Savage|Peacock|Long|Short|Little|Large|Price|Bull|Lamb|Swift|Drake|Partridge|Nightingale|Hawke|"
         "Archer|Bowman|Fowler|Glover|Hooper|Skinner|Tanner|Weaver|Thatcher|Sawyer|Carver|Slater|Mercer|Draper|Dyer|"
         "Barber|Pope|Monk|Abbott|Prior|Dean|Proctor|Constable|Sargent|Major|Squire|Bourne|Brook|Rivers|Lake|Pond|"
         "Field|"
         "Meadows|Heath|Moss|Forrest|Grove|Ashworth|Holden|Hargreaves|Haworth|Butterworth|Entwistle|Ramsbottom|"
         "Higginbottom|Winterbottom|Longbottom|Sidebottom|Clegg|Crabtree|Shuttleworth|Duckworth|Fairclough|Rigby|"
         "Molyneux|"
         "Blundell|Kershaw|Ogden|Schofield|Whitworth|Lomax|Pilkington|Postlethwaite|Braithwaite|Satterthwaite|Thwaite|"
         "Featherstone|Fothergill|Metcalfe|Raine|Charlton|Milburn|Robson|Dodds|Elliot|Tate|Heslop|Hetherington|"
         "Trelawny|"
         "Penrose|Tregear|Pascoe|Penhaligon|Trevithick|Polglase|Nancarrow|Chenoweth|Fitzgerald-Moore|Smith-Jones|"
         "Carter-Brown|Wood-Hughes|Hall-Patterson|Gascoyne-Webb|Beauchamp|Cholmondeley|Featherstonehaugh|Mainwaring|"
         "St "
         "John|Sinclair|Wyatt|Woodcock|Hancock|Alcock|Badcock|Peach|Plum|Bean|Onions|Pepper|Salt|Sugar|Mustard|Frost|"
         "Snow|Winter|Spring|Noon|Sunday|Friday|Christmas|Pentecost|Death|Coffin|Tombs|Graves|Tonks|Gubbins|Snodgrass|"
         "Ackroyd|Appleby|Bagshaw|Bickerstaffe|Blenkinsop|Bracegirdle|Broadbent|Cartwright|Chadwick|Dearden|Eccles|"
         "Farnworth|"
         "Garside|Halliwell|Hindle|Isherwood|Jagger|Kenyon|Leyland|Murgatroyd|Naylor|Ollerenshaw|Pickles|Quarmby|"
         "Ridings|Scargill"},
    [WELSH] =
        {5,
         "Gareth|Rhys|Dylan|Huw|Owain|Ieuan|Geraint|Iwan|Emyr|Alun|Gethin|Llŷr|Dafydd|Gwilym|Hywel|Aled|Osian|Macsen|"
         "Tomos|Siôn|Ifan|Idris|Meirion|Eifion|Cadoc",
         "Siân|Sian|Rhian|Angharad|Cerys|Carys|Bethan|Ffion|Nia|Megan|Lowri|Catrin|Eleri|Mair|Myfanwy|Gwenllian|Non|"
         "Elin|Heledd|Rhiannon|Delyth|Menna|Eirlys|Gwyneth|Branwen|Seren",
         "Jones|Williams|Davies|Evans|Thomas|Roberts|Lewis|Hughes|Morgan|Griffiths|Edwards|Owen|Rees|Price|Lloyd|"
         "Jenkins|Howells|Llewellyn|Bowen|Pritchard|Probert|Pugh|Powell|Parry|Bevan|Beynon|Gwynne|Vaughan|Meredith|"
         "Maddocks|Tudor|Gittins|ap Rhys|Prosser|Protheroe|Mostyn|Cadwallader|Eynon|Anwyl|Trahaearn"},
    [IRISH] =
        {6,
         "Seán|Sean|Patrick|Liam|Conor|Brendan|Declan|Eoin|Cormac|Padraig|Ciarán|Oisín|Fionn|Diarmuid|Niall|Ruairi|"
         "Eamon|"
         "Dermot|Finbar|Cathal|Fergal|Donal",
         "Siobhán|Siobhan|Niamh|Aoife|Caoimhe|Sinéad|Róisín|Bríd|Máire|Orla|Gráinne|Bernadette|Bridget|Maeve|Saoirse|"
         "Clodagh|Aisling|Deirdre|Fionnuala|Nuala|Oonagh|Éabha",
         "Murphy|Kelly|O'Sullivan|Walsh|O'Brien|Byrne|Ryan|O'Connor|O'Neill|O'Reilly|Doyle|McCarthy|Gallagher|Doherty|"
         "Kennedy|Lynch|Murray|Quinn|McLoughlin|O'Carroll|Connolly|Daly|O'Connell|Dunne|Brennan|Burke|Fitzgerald|Nolan|"
         "O'Keeffe|Maguire|McGuinness|Ó Murchú|Ní Dhomhnaill|Mac Giolla|Keane|Flanagan|Hegarty|Mulligan|Geraghty|"
         "McGrath|Kearney|Cullen|O'Dwyer|Crowley|Scanlon|Healy|Looney|Duffy|McKenna|McAteer|Devlin|Mallon|Bradley"},
    [SCOTTISH] =
        {6,
         "Alistair|Hamish|Angus|Ewan|Euan|Fraser|Gregor|Iain|Lachlan|Malcolm|Murdo|Rory|Ruaridh|Struan|Cameron|Blair|"
         "Fergus|Calum|Innes|Torquil",
         "Ailsa|Catriona|Eilidh|Fiona|Iona|Isobel|Kirstie|Mairi|Morag|Mhairi|Shona|Rhona|Senga|Elspeth|Jessie|Effie|"
         "Flora|Moira",
         "MacDonald|McDonald|Campbell|Stewart|Robertson|Thomson|Scott|Reid|Murray|Ross|Fraser|Henderson|Paterson|"
         "Graham|Hamilton|Johnston|Duncan|Ferguson|Kerr|Simpson|Grant|McKenzie|MacLeod|Mackay|McLean|Wallace|Kerr|"
         "Cunningham|Sutherland|Gordon|Munro|Sinclair|Buchanan|Drummond|Urquhart|Farquharson|Colquhoun|Menzies|"
         "Dalziel|McGregor|MacIntyre|McIntosh|McKay|McPherson|Baird|Boyle|Dunbar|Findlay|Forsyth|Galbraith|Geddes|"
         "Imrie|Kinnaird|Laird|Lockhart|Moffat|Nairn|Ogilvie|Peebles|Rennie|Strachan|Tulloch|Weir|Auchterlonie"},
    [INDIAN] =
        {7,
         "Amit|Rajesh|Sanjay|Vijay|Arjun|Rohan|Ravi|Anil|Sunil|Deepak|Harpreet|Gurpreet|Jaspal|Balwinder|Manjit|Kuldip|"
         "Hardeep|Nikhil|Kiran|Vikram|Aarav|Krishnan|Suresh|Ramesh|Dinesh|Mukesh|Bhavesh|Jayesh|Sathish|Thilan",
         "Priya|Anita|Sunita|Meera|Kavita|Deepa|Anjali|Pooja|Nisha|Reena|Jaswinder|Simran|Gurdeep|Parminder|Navjot|"
         "Lakshmi|"
         "Sangeeta|Usha|Bhavna|Hetal|Shreya|Diya|Ananya|Rekha|Pushpa|Kamaljit|Daljit|Nirmala|Ishani|Nilanthi",
         "Patel|Singh|Kaur|Shah|Sharma|Kumar|Gupta|Desai|Mehta|Joshi|Rao|Reddy|Nair|Menon|Iyer|Krishnamurthy|Sandhu|"
         "Gill|"
         "Dhillon|Sidhu|Grewal|Bains|Sahota|Chopra|Kapoor|Malhotra|Bhatt|Trivedi|Parmar|Solanki|Chauhan|Mistry|Lad|"
         "Vaghela|Amin|Banerjee|Chatterjee|Mukherjee|Das|Ghosh|Sen|Bose|Pillai|Subramaniam|Balasubramanian|Fernando|"
         "Perera|Wickramasinghe|de Silva|Jayawardena|Sivakumar|Nadarajah|Thapa|Gurung|Rai|Limbu|D'Souza|Pereira"},
    [PAKISTANI] =
        {6,
         "Mohammed|Muhammad|Mohammad|Ahmed|Ali|Hassan|Hussain|Imran|Asif|Tariq|Bilal|Usman|Zubair|Faisal|Nadeem|Shahid|"
         "Kashif|Adeel|Waqas|Haroon|Yusuf|Abdul|Iqbal|Javed|Rashid|Shafiq|Zafar|Ibrahim|Rafiqul",
         "Fatima|Aisha|Ayesha|Zainab|Khadija|Maryam|Samina|Nasreen|Shazia|Saima|Rukhsana|Parveen|Bushra|Farah|Sana|"
         "Hina|"
         "Amina|Noreen|Tahira|Uzma|Yasmin|Nadia|Shabana|Shahnaz|Begum|Rahima",
         "Khan|Ahmed|Ali|Hussain|Begum|Akhtar|Malik|Iqbal|Mahmood|Mirza|Chaudhry|Butt|Shaikh|Siddiqui|Qureshi|Bibi|"
         "Rahman|Miah|Uddin|Islam|Chowdhury|Hoque|Khatun|Aslam|Rashid|Zaman|Saleem|Anwar|Bashir|Raja|Shah|Awan|Baig|"
         "Farooq|Ghafoor|Hanif|Javaid|Kiyani|Latif|Nawaz|Rafiq|Sarwar|Yaqub|Zahid|Rehman"},
    [AFRICAN] =
        {4,
         "Emmanuel|Chukwuemeka|Oluwaseun|Babatunde|Kwame|Kofi|Kwabena|Chinedu|Ifeanyi|Tunde|Olumide|Ayodele|Yaw|Tendai|"
         "Tapiwa|Blessing|Godfrey|Innocent|Femi|Segun|Abdi|Mohamud|Solomon|Tesfaye|Lamin",
         "Ngozi|Chioma|Adaeze|Oluwakemi|Folake|Abena|Akosua|Ama|Blessing|Grace|Mercy|Patience|Comfort|Precious|Rutendo|"
         "Nyasha|Amara|Temitope|Yetunde|Hodan|Ifrah|Selam|Fatoumata|Esi|Efua|Thandiwe",
         "Okafor|Adeyemi|Okonkwo|Adebayo|Mensah|Owusu|Boateng|Osei|Asante|Okeke|Eze|Nwosu|Balogun|Adewale|Ogunleye|"
         "Olawale|Moyo|Ncube|Ndlovu|Sibanda|Dube|Mutasa|Chikwanha|Banda|Phiri|Mwangi|Kamau|Otieno|Wanjiru|Diallo|"
         "Jallow|"
         "Ceesay|Sesay|Kamara|Koroma|Bangura|Tesfay|Haile|Warsame|Farah|Abdullahi|Yusuf|Addo|Amoah|Appiah|Agyeman|"
         "Nkrumah|Obi|Onyekachi|Uche|van Wyk|Nkosi|Bello"},
    [POLISH] =
        {3,
         "Piotr|Krzysztof|Andrzej|Tomasz|Paweł|Michał|Marcin|Łukasz|Grzegorz|Jakub|Mateusz|Wojciech|Kamil|Rafał|"
         "Sławomir|"
         "Zbigniew|Kacper|Szymon|Jan|Mariusz",
         "Agnieszka|Katarzyna|Małgorzata|Anna|Joanna|Magdalena|Monika|Ewa|Beata|Dorota|Iwona|Aleksandra|Zofia|Zuzanna|"
         "Kinga|Karolina|Elżbieta|Grażyna|Wiktoria|Justyna",
         "Nowak|Kowalski|Kowalska|Wiśniewski|Wójcik|Kowalczyk|Kamiński|Kamińska|Lewandowski|Zieliński|Szymański|"
         "Woźniak|"
         "Dąbrowski|Kozłowska|Jankowski|Mazur|Kwiatkowska|Krawczyk|Piotrowska|Grabowski|Pawłowski|Michalska|Zając|Król|"
         "Wieczorek|Jabłońska|Wróbel|Majewski|Stępień|Malinowski|Sikora|Gorski|Baran|Ostrowska"},
    [CHINESE] =
        {2, "Wei|Jun|Ming|Hao|Chun|Kai|Jian|Tsz Hin|Ka Ho|Wai Man|Chi Keung|Yiu|Long|Bo|Minh|Thanh|Duc",
         "Li|Mei|Xiaoling|Ying|Yan|Hui|Mei Ling|Wing Yan|Ka Yan|Siu Ling|Lan|Xin|Jing|Fang|Linh|Thuy|Suk Yee",
         "Wong|Chan|Lee|Cheung|Lam|Chen|Li|Wang|Zhang|Liu|Ng|Ho|Yip|Tang|Leung|Lau|Tsang|Kwok|Yu|Xu|Zhao|Huang|Wu|Zhou|"
         "Nguyen|Tran|Pham|Le|Hoang|Fong|Mak|Szeto|Au-Yeung|Tse|Hui|Poon|Chiu"},
    [ARABIC] =
        {1, "Omar|Khalid|Mahmoud|Mustafa|Karim|Youssef|Tarek|Walid|Samir|Nabil|Abdulrahman|Hamza|Bassam|Ziad",
         "Layla|Leila|Noor|Salma|Rania|Hala|Dina|Mariam|Zahra|Huda|Samar|Reem|Nour",
         "Al-Hassan|El-Sayed|Al Mansouri|Haddad|Mansour|Khalil|Ibrahim|Saleh|Nasser|Abdelrahman|Al-Khatib|El Amrani|"
         "Benali|Hamdan|Darwish|Najjar|Sabbagh|Othman|Al-Rashid|Bin Said|Habib"},
    [PORTUGUESE] =
        {1, "João|José|António|Manuel|Tiago|Rui|Nuno|Luís|Miguel|Ricardo|Diogo|Paulo|Duarte",
         "Ana|Maria|Inês|Catarina|Joana|Mariana|Conceição|Fátima|Beatriz|Filipa|Sónia|Rita|Lúcia",
         "Silva|Santos|Ferreira|Pereira|Oliveira|Costa|Rodrigues|Martins|Fernandes|Gonçalves|Gomes|Lopes|Marques|"
         "Almeida|Ribeiro|Pinto|Carvalho|Teixeira|Moreira|da Silva|dos Santos|de Oliveira|Araújo|Simões"},
    [EUROPEAN] =
        {1,
         "Hans|Pieter|Giovanni|Marco|Andrei|Ionut|Dimitrios|Ivan|Lars|Sven|Jean-Pierre|Javier|Mehmet|Sergei|Vasile|"
         "Jānis",
         "Ingrid|Elena|Ioana|Francesca|Giulia|Maria-José|Katarina|Olga|Svetlana|Anneke|Françoise|Begoña|Ayşe|Daiva",
         "van der Berg|van den Heuvel|de Vries|Müller|Schmidt|Rossi|Bianchi|di Marco|Popescu|Ionescu|Popa|García|"
         "López|Núñez|Papadopoulos|Ivanov|Petrova|Kazlauskas|Jansen|Lindqvist|Sørensen|von Hagen|du Pont|"
         "Yılmaz|Demir|Horváth|Novák|Bērziņš|Dupont|le Blanc"},
};

uint64_t dev_below(dev_dice *d, uint64_t n) {
    uint64_t z = d->state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return n ? (z ^ z >> 31) % n : 0;
}

static size_t words(const char *bank) {
    size_t n = 1;
    for (; *bank; bank++)
        n += *bank == '|';
    return n;
}

static ts_span word(const char *bank, size_t n) {
    for (; n > 0 && *bank; bank++)
        n -= *bank == '|';
    return ts_span_of(bank, strcspn(bank, "|"));
}

ts_span dev_pick(dev_dice *d, const char *bank) { return word(bank, (size_t)dev_below(d, words(bank))); }

/* The first words are drawn more often: the smaller of two draws half of the time, else any. */
static ts_span frequent(dev_dice *d, const char *bank) {
    uint64_t n = words(bank), a = dev_below(d, n), b = dev_below(d, n);
    if (dev_chance(d, 35))
        a = a < b ? a : b, a = a * a / n;
    return word(bank, (size_t)a);
}

dev_origin dev_origin_roll(dev_dice *d) {
    int roll = (int)dev_below(d, 100);
    for (int o = 0; o < ORIGINS; o++)
        if ((roll -= of[o].percent) < 0)
            return (dev_origin)o;
    return BRITISH;
}

ts_span dev_forename(dev_dice *d, dev_origin o, bool male) { return frequent(d, male ? of[o].male : of[o].female); }
ts_span dev_surname(dev_dice *d, dev_origin o) { return frequent(d, of[o].sur); }

size_t dev_names_count(bool forenames) {
    size_t n = 0;
    for (int o = 0; o < ORIGINS; o++)
        n += forenames ? words(of[o].male) + words(of[o].female) : words(of[o].sur);
    return n;
}
