<?php
// PHP's SoapServer with a static answer, for `php -S 127.0.0.1:PORT php-soap.php`.
// BENCH_WSDL names the description, BENCH_ANSWER a JSON file with the answer.
ini_set('soap.wsdl_cache_enabled', '1');

class LearnerService
{
    public function __call($operation, $arguments)
    {
        return json_decode(file_get_contents(getenv('BENCH_ANSWER')));
    }

    public function learnerByULN($request)
    {
        return $this->__call('learnerByULN', [$request]);
    }

    public function learnerByDemographics($request)
    {
        return $this->__call('learnerByDemographics', [$request]);
    }
}

$server = new SoapServer(getenv('BENCH_WSDL'), ['cache_wsdl' => WSDL_CACHE_BOTH]);
$server->setClass('LearnerService');
$server->handle();
